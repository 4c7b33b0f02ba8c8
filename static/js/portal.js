// Improves pages that work without it: folding menus, closing the user menu, focus after a part was replaced.
"use strict";

document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-toggle]");
  if (toggle) {
    const open = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", String(open));
    document.getElementById(toggle.getAttribute("aria-controls")).toggleAttribute("data-open", open);
  }
  for (const menu of document.querySelectorAll(".user-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".user-menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// a refused button stays reachable, but does nothing
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
}, true);

function focusMarked(within) {
  const target = within.querySelector("[data-focus]");
  if (target) target.focus();
}

if (!location.hash) focusMarked(document);
document.addEventListener("htmx:afterSettle", (event) => focusMarked(event.target));
