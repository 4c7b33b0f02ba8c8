"""Every act has a name in the trail."""

import ast
from pathlib import Path

from priorities import actions
from workplan_portal.audit.verbs import known

OF_MANY = {"save_figures"}
"""What does another act many times: each of those is in the trail, under its own name."""


def recorded() -> set[str]:
    """The verbs that the actions of this app can write: what they do is what they are called."""
    trees = [ast.parse(path.read_text()) for path in Path(actions.__file__).parent.glob("*.py")]
    return {
        node.name
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def test_every_act_has_a_name_for_the_reader():
    assert recorded() - known().keys() == OF_MANY
    assert "adopt_frame" in recorded()
