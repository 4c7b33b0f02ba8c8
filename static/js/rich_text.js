// The editor of a text with markup, in the place of the text box that works without it. What is written goes into that
// box as markup, with a field beside it that says so; whoever saves or keeps the form finds it there.
//
// What comes from elsewhere is cleaned by the portal before it is put in: there is one way of cleaning, and this isn't it.

const REFERENCE = "#prioriteit-";
const PATIENCE = 30_000; // milliseconds
const REFUSALS = { 413: "long", 429: "often" };
const FORMATS = { bold: "B", italic: "I", bullets: "UL", numbers: "OL" };
const known = new WeakSet();
const open = new Set();

export async function attach() {
  for (const editor of open) if (!editor.whole.isConnected) editor.leave();
  const boxes = Array.from(document.querySelectorAll("textarea[data-editor]")).filter((box) => !known.has(box));
  if (!boxes.length) return;
  const { default: Squire } = await import(boxes[0].dataset.engine);
  for (const box of boxes) {
    // what was typed before the editor came is not taken away
    if (known.has(box) || !box.isConnected || box.value !== box.defaultValue) continue;
    known.add(box);
    open.add(new Editor(box, Squire));
  }
}

class Editor {
  constructor(box, Squire) {
    this.box = box;
    this.whole = box.nextElementSibling.content.cloneNode(true).firstElementChild;
    this.page = this.whole.querySelector("[data-box]");
    this.priorities = priorities();
    const hadFocus = document.activeElement === box;
    this.takeThePlaceOfTheBox();
    this.text = new Squire(this.page, { blockTag: "P", addLinks: false, sanitizeToDOMFragment: fragmentOf });
    this.show(box.dataset.markup);
    this.listen();
    if (hadFocus) this.text.focus();
  }

  // --- in the place of the box ---------------------------------------------------------------------------------------

  takeThePlaceOfTheBox() {
    const { box, page, whole } = this;
    const label = document.querySelector(`label[for="${box.id}"]`);
    label.id ||= `${box.id}_label`;
    label.addEventListener("click", () => this.text.focus());
    page.id = box.id; // so that a link to the field arrives
    box.id += "_source";
    page.setAttribute("aria-labelledby", label.id);
    for (const name of ["aria-describedby", "aria-invalid", "data-focus"]) {
      if (box.hasAttribute(name)) page.setAttribute(name, box.getAttribute(name));
    }
    box.removeAttribute("data-focus");
    page.dataset.rows = box.rows;
    for (const panel of whole.querySelectorAll("[data-panel]")) {
      const field = panel.querySelector("input, select");
      field.id = panel.querySelector("label").htmlFor = `${page.id}_${panel.dataset.panel}`;
    }
    const help = document.getElementById(`${page.id}_helptext`);
    if (help?.hasAttribute("data-notation")) {
      help.remove(); // how to write what the tools now do
      const left = page.getAttribute("aria-describedby").split(" ").filter((id) => id !== help.id);
      if (left.length) page.setAttribute("aria-describedby", left.join(" "));
      else page.removeAttribute("aria-describedby");
    }

    this.sentAs = document.createElement("input");
    Object.assign(this.sentAs, { type: "hidden", name: box.dataset.sentAs, value: "markup", disabled: true });
    box.autocomplete = "off"; // a browser that goes back must not put markup where notation is expected
    box.hidden = true;
    box.after(this.sentAs, whole);
  }

  leave() {
    this.text.destroy();
    open.delete(this);
  }

  giveThePlaceBack() {
    const { box, page } = this;
    this.leave();
    this.sentAs.remove();
    this.whole.remove();
    box.id = page.id;
    box.hidden = false;
  }

  // --- text in and out -----------------------------------------------------------------------------------------------

  show(markup) {
    this.text.setHTML(this.named(markup));
    this.keepWhole();
    this.told = this.markup();
  }

  // A reference shows what the priority is called now; the words it was made with stay in the text.
  named(markup) {
    const text = parsed(markup);
    for (const link of text.querySelectorAll(`a[href^="${REFERENCE}"]`)) {
      link.dataset.words = link.textContent;
      link.textContent = this.priorities.byAddress.get(link.hash)?.shown ?? link.textContent;
    }
    // the engine takes two passages beside each other for one unless their class differs
    for (const passage of text.querySelectorAll("span[lang]")) passage.className = passage.lang;
    return text.innerHTML;
  }

  // Nobody types inside a reference; nor does Tab stop at it, in the middle of a text.
  keepWhole() {
    for (const link of this.page.querySelectorAll("a[data-words]")) {
      link.contentEditable = "false";
      link.tabIndex = -1;
    }
  }

  markup() {
    const text = parsed(this.text.getHTML());
    for (const link of text.querySelectorAll("a[data-words]")) link.replaceWith(anchor(link.getAttribute("href"), link.dataset.words));
    for (const passage of text.querySelectorAll("span[lang]")) passage.removeAttribute("class");
    return text.textContent.trim() ? text.innerHTML : "";
  }

  changed() {
    const markup = this.markup();
    if (markup === this.told) return; // opening a text is no change of it
    this.told = this.box.value = markup;
    this.sentAs.disabled = false;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // --- what somebody does --------------------------------------------------------------------------------------------

  listen() {
    const { text, whole } = this;
    text.addEventListener("input", () => this.changed());
    for (const kind of ["pathChange", "select", "cursor"]) text.addEventListener(kind, () => this.press());
    whole.addEventListener("paste", (event) => this.page.contains(event.target) && this.paste(event), true);
    whole.addEventListener("mousedown", (event) => event.target.closest("[data-tool]") && event.preventDefault());
    whole.addEventListener("click", (event) => this.clicked(event));
    whole.addEventListener("keydown", (event) => this.keyed(event));
    whole.addEventListener("keydown", (event) => this.page.contains(event.target) && this.takeOut(event), true);
    let marks = []; // of the words that a key takes the place of: what is typed looks as they did
    whole.addEventListener("keydown", (event) => (marks = this.replaces(event) ? this.marks : []), true);
    whole.addEventListener("keydown", () => this.goOnWith(marks));
    this.box.form.addEventListener("put-back", (event) => this.putBack(event.detail));
    this.setKeys();
    const reference = this.tool("reference");
    const choice = this.panel("reference").querySelector("select");
    reference.hidden = !this.priorities.choice.length;
    for (const [address, shown] of this.priorities.choice) choice.add(new Option(shown, address));
    this.tools.forEach((tool, place) => (tool.tabIndex = place ? -1 : 0));
  }

  get tools() {
    return Array.from(this.whole.querySelectorAll("[data-tool]:not([hidden])"));
  }

  tool(name) {
    return this.whole.querySelector(`[data-tool=${name}]`);
  }

  panel(name) {
    return this.whole.querySelector(`[data-panel=${name}]`);
  }

  // Tab leaves the text, as everywhere; a list goes deeper with a bracket. What a text can't hold has no key.
  setKeys() {
    const key = /Mac|iP(hone|ad)/.test(navigator.platform) ? "Meta-" : "Ctrl-";
    const none = ["Tab", "Shift-Tab", "PageUp", "PageDown", `${key}d`, `${key}Shift-5`, `${key}Shift-6`, `${key}Shift-7`];
    for (const name of none) this.text.setKeyHandler(name, null);
    this.text.setKeyHandler(`${key}u`, (_text, event) => event.preventDefault());
    const deeds = {
      k: () => this.open("link"),
      "]": () => this.around("li") && this.text.increaseListLevel(),
      "[": () => this.around("li") && this.text.decreaseListLevel(),
      "Shift-8": () => this.use("bullets"),
      "Shift-9": () => this.use("numbers"),
    };
    for (const [name, deed] of Object.entries(deeds)) {
      this.text.setKeyHandler(key + name, (_text, event) => {
        event.preventDefault();
        deed();
      });
    }
  }

  press() {
    for (const [name, tag] of Object.entries(FORMATS)) {
      this.tool(name).setAttribute("aria-pressed", String(this.has(tag)));
    }
    this.tool("unlink").setAttribute("aria-disabled", String(!this.text.hasFormat("A")));
    const words = !this.text.getSelection().collapsed || this.around("span[lang]");
    this.tool("language").setAttribute("aria-disabled", String(!words));
  }

  // of a list in a list, the one in which the selection begins
  has(tag) {
    return tag.length === 1 ? this.text.hasFormat(tag) : this.around("ul, ol")?.nodeName === tag;
  }

  around(selector) {
    const { startContainer: node } = this.text.getSelection();
    const found = (node.closest ? node : node.parentElement).closest(selector);
    return found && this.page.contains(found) && found !== this.page ? found : null;
  }

  clicked(event) {
    if (event.target.closest("[data-box] a")) event.preventDefault(); // who writes, stays
    const tool = event.target.closest("[data-tool]");
    if (tool?.getAttribute("aria-disabled") === "true") return;
    if (tool) this.use(tool.dataset.tool);
    const panel = event.target.closest("[data-panel]");
    if (panel && event.target.closest("[data-apply]")) this.apply(panel);
    if (panel && event.target.closest("[data-close]")) this.close();
  }

  use(name) {
    const { text } = this;
    const on = name in FORMATS && this.has(FORMATS[name]);
    if (this.panel(name)) {
      if (this.panel(name).hidden) this.open(name);
      else this.close();
      return;
    }
    if (name === "bold") on ? text.removeBold() : text.bold();
    else if (name === "italic") on ? text.removeItalic() : text.italic();
    else if (name === "bullets") on ? text.removeList() : text.makeUnorderedList();
    else if (name === "numbers") on ? text.removeList() : text.makeOrderedList();
    else if (name === "unlink") text.removeLink();
    text.focus();
    this.press();
  }

  keyed(event) {
    const inPanel = event.target.closest("[data-panel]");
    if (inPanel && event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else if (inPanel && event.key === "Enter" && event.target.matches("input, select")) {
      event.preventDefault();
      this.apply(inPanel);
    } else if (event.target.closest("[role=toolbar]")) {
      this.walk(event);
    }
  }

  // one stop for Tab, arrows between the tools
  walk(event) {
    const { tools } = this;
    const here = tools.indexOf(event.target.closest("[data-tool]"));
    const places = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tools.length - 1 };
    if (!(event.key in places)) return;
    event.preventDefault();
    const next = tools.at(places[event.key] % tools.length);
    tools.forEach((tool) => (tool.tabIndex = tool === next ? 0 : -1));
    next.focus();
  }

  // --- links and references ------------------------------------------------------------------------------------------

  open(name) {
    this.close(false);
    const panel = this.panel(name);
    panel.hidden = false;
    this.tool(name).setAttribute("aria-expanded", "true");
    const field = panel.querySelector("input, select");
    if (name === "link") field.value = this.around("a[href]")?.getAttribute("href").replace(/^mailto:/, "") ?? "";
    if (name === "language") field.value = this.around("span[lang]")?.lang ?? "";
    field.focus();
  }

  close(back = true) {
    for (const panel of this.whole.querySelectorAll("[data-panel]")) {
      panel.hidden = true;
      this.tool(panel.dataset.panel).setAttribute("aria-expanded", "false");
    }
    this.refuse(false);
    if (back) this.text.focus();
  }

  refuse(wrong) {
    const panel = this.panel("link");
    const [field, said] = [panel.querySelector("input"), panel.querySelector("[data-wrong]")];
    said.hidden = !wrong;
    said.id = `${field.id}_error`;
    field.toggleAttribute("aria-invalid", wrong);
    if (wrong) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", said.id);
      field.focus();
    } else field.removeAttribute("aria-describedby");
  }

  apply(panel) {
    const value = panel.querySelector("input, select").value.trim();
    if (panel.dataset.panel === "reference") {
      const { shown, title } = this.priorities.byAddress.get(value);
      const link = anchor(value, shown);
      link.dataset.words = title;
      this.insert(link);
      this.keepWhole();
      return;
    }
    if (panel.dataset.panel === "language") {
      this.speak(value);
      return;
    }
    const address = addressOf(value);
    if (!address) {
      this.refuse(true);
      return;
    }
    const link = this.around("a[href]");
    if (!this.text.getSelection().collapsed) {
      this.close();
      this.text.makeLink(address);
    } else if (link) {
      this.close();
      this.text.saveUndoState();
      link.setAttribute("href", address);
      this.changed();
    } else this.insert(anchor(address, value));
    this.press();
  }

  // Of the words that are selected, or of the whole passage in which the cursor stands; "" is that of the text.
  speak(language) {
    const passage = this.around("span[lang]");
    this.close();
    const words = this.text.getSelection();
    if (words.collapsed && passage) words.selectNodeContents(passage);
    const spoken = { tag: "SPAN", attributes: { lang: language, class: language } };
    this.text.changeFormat(language ? spoken : null, { tag: "SPAN" }, words);
    if (language) this.goOnBehindThem();
    this.changed();
    this.press();
  }

  // What is typed next is in the language of the text again.
  goOnBehindThem() {
    const words = this.text.getSelection();
    words.collapse(false);
    this.text.setSelection(words);
    this.text.changeFormat(null, { tag: "SPAN" }, words);
  }

  insert(link) {
    this.close();
    this.text.saveUndoState();
    this.text.insertElement(link);
    this.changed();
  }

  // A reference goes as a whole, by the key that takes away what stands before or after the cursor.
  takeOut(event) {
    const back = event.key === "Backspace";
    if (!back && event.key !== "Delete") return;
    const range = this.text.getSelection();
    const link = range.collapsed && beside(range, back);
    if (!link?.matches?.("a[data-words]")) return;
    event.preventDefault();
    event.stopPropagation();
    this.text.saveUndoState(range);
    range.setStartBefore(link);
    range.collapse(true);
    link.remove();
    this.text.setSelection(range);
    this.changed();
  }

  // Whoever selects words, makes them bold and types over them wants bold words; the engine takes the old ones out bare.
  replaces(event) {
    const types = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    return types && this.page.contains(event.target) && !this.text.getSelection().collapsed;
  }

  get marks() {
    return ["bold", "italic"].filter((name) => this.has(FORMATS[name]));
  }

  goOnWith(marks) {
    if (marks.length && !this.text.getSelection().collapsed) return;
    const missing = marks.filter((one) => !this.marks.includes(one));
    if (!missing.length) return;
    for (const name of missing) this.text[name]();
    // a space that stood last for a moment was made one that does not break
    let mark = this.around("b, strong, i, em");
    while (mark && !mark.previousSibling && mark.parentElement.matches("b, strong, i, em")) mark = mark.parentElement;
    const before = mark?.previousSibling;
    if (before?.nodeType === Node.TEXT_NODE && before.data.endsWith("\u00A0")) before.replaceData(before.length - 1, 1, " ");
  }

  // --- from elsewhere ------------------------------------------------------------------------------------------------

  async paste(event) {
    event.preventDefault();
    event.stopPropagation();
    const found = event.clipboardData;
    const html = found.getData("text/html");
    const plain = found.getData("text/plain");
    const pictures = /<img\b/i.test(html) || Array.from(found.files).some((file) => file.type.startsWith("image/"));
    this.tell("");
    this.offer([]);
    if (html || plain) await this.put(withoutBallast(html), plain);
    if (pictures) this.tell("images");
  }

  async put(html, plain) {
    const answer = await this.cleaned(html, plain);
    if (answer?.ok) {
      const { markup, footnotes } = await answer.json();
      this.text.insertHTML(this.named(markup));
      this.keepWhole();
      this.offer(footnotes ?? []);
      return;
    }
    this.text.insertPlainText(plain);
    if (answer) this.tell(REFUSALS[answer.status] ?? "refused");
    else this.tell("plain");
  }

  // null when there was no answer
  async cleaned(html, plain) {
    const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers"));
    const type = html ? "text/html" : "text/plain";
    try {
      return await fetch(this.box.dataset.clean, {
        method: "POST",
        body: html || plain,
        headers: { "X-CSRFToken": token, "HX-Request": "true", "Content-Type": `${type}; charset=utf-8` },
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return null;
    }
  }

  // What stood at the bottom of the page it was copied from. It becomes a footnote of the plan where there is one.
  offer(footnotes) {
    const list = this.whole.querySelector("[data-footnotes]");
    const terms = document.getElementById("schrijfhulp")?.dataset.terms;
    list.hidden = !footnotes.length;
    list.replaceChildren(
      ...footnotes.map(({ word, text }) => {
        const item = document.createElement("li");
        item.append(word ? `${word}: ${text} ` : `${text} `);
        if (terms) {
          const link = anchor(`${terms}?${new URLSearchParams({ toevoegen: word, uitleg: text })}#begrippen`, list.dataset.make);
          link.target = "_blank";
          item.append(link);
        }
        return item;
      }),
    );
    if (footnotes.length) this.tell("notes");
  }

  // What a paste loses adds up: pictures that are left out, and that its layout was lost or its footnotes stand below.
  tell(what) {
    const place = this.whole.querySelector("[data-told]");
    place.textContent = what ? `${place.textContent} ${place.dataset[what]}`.trim() : "";
  }

  // The copy that this browser kept: markup, or the notation of somebody for whom the editor did not come.
  putBack(names) {
    if (!this.whole.isConnected) return;
    if (!names.includes(this.sentAs.name)) {
      if (this.box.value === this.box.defaultValue) {
        this.sentAs.disabled = true;
        this.show(this.box.dataset.markup); // nothing had been typed here
      } else this.giveThePlaceBack();
      return;
    }
    this.sentAs.disabled = false;
    this.show(this.box.value);
  }
}

// --- small questions ---------------------------------------------------------------------------------------------------

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

// What no text can hold and only makes the way to the portal long: most of what Word copies.
function withoutBallast(html) {
  return html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<(style|xml)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<\/?[owvm]:[^>]*>/gi, "")
    .replace(/<img\b[^>]*>/gi, "");
}

// Only what the portal has cleaned comes here.
function fragmentOf(html) {
  const fragment = document.createDocumentFragment();
  fragment.append(...document.importNode(parsed(html), true).childNodes);
  return fragment;
}

function anchor(address, words) {
  const link = document.createElement("a");
  link.setAttribute("href", address);
  link.textContent = words;
  return link;
}

// What stands right before or after the cursor, when no letter stands between.
function beside({ startContainer: node, startOffset: place }, back) {
  const next = back ? "previousSibling" : "nextSibling";
  let found = node.childNodes[back ? place - 1 : place];
  if (node.nodeType === Node.TEXT_NODE) {
    if (unseen(back ? node.data.slice(0, place) : node.data.slice(place))) found = node[next];
    else return null;
  }
  while (found?.nodeType === Node.TEXT_NODE && unseen(found.data)) found = found[next];
  return found;
}

const unseen = (text) => !text.replace(/\u200B/g, "");

// As people write them: without https:// or mailto: too. "" when it is neither.
function addressOf(written) {
  if (/^mailto:/i.test(written)) written = written.slice(7);
  if (/^[^\s@/:<>"]+@[^\s@/:<>"]+\.[^\s@/:<>"]+$/.test(written)) return `mailto:${written}`;
  const address = /^[a-z][a-z0-9+.-]*:/i.test(written) && !/^[^:/]+:\d+(\/|$)/.test(written) ? written : `https://${written}`;
  return /^https?:\/\/[^\s"<>/.]+(\.[^\s"<>/.]+)+([/?#:][^\s"<>]*)?$/i.test(address) ? address : "";
}

// Those of this plan, when the page has a list of them. A text of last year's plan has the addresses of then.
function priorities() {
  const options = document.getElementById("prioriteiten")?.content.querySelectorAll("option") ?? [];
  const named = Array.from(options, (one) => [one, { shown: one.textContent.trim(), title: one.dataset.title }]);
  return {
    byAddress: new Map(named.flatMap(([one, names]) => [[one.value, names], [one.dataset.before, names]])),
    choice: named.map(([one, names]) => [one.value, names.shown]),
  };
}
