// Improves pages that work without it: folding menus, closing the user menu, a key to search, focus after a part was
// replaced, what is said when that did not work, and a form that is sent once.
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

// Ctrl+K goes to the field in which one searches, but takes no key from whoever is typing. No single key does so:
// somebody who speaks to the computer would press it unasked (WCAG 2.1.4).
const TYPING = "input, textarea, select, [contenteditable]";
document.addEventListener("keydown", (event) => {
  const asked = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!asked || event.defaultPrevented || event.target.closest(TYPING)) return;
  const field = document.querySelector("[data-search]");
  if (!field?.checkVisibility()) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// a refused button stays reachable, but does nothing
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
}, true);

// A second click while the first is on its way would do the same once more. Without an answer one may try again.
const ON_ITS_WAY = 10_000; // milliseconds
let goneAt = new WeakMap();
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return; // what htmx sends it keeps apart itself
  if (Date.now() - (goneAt.get(form) ?? 0) < ON_ITS_WAY) event.preventDefault();
  else goneAt.set(form, Date.now());
});
addEventListener("pageshow", () => { goneAt = new WeakMap(); }); // also of a page that one came back to

function focusMarked(within) {
  const target = within.querySelector("[data-focus]");
  if (target) target.focus();
}

// A form that leads back to its own place on the page still tells first what was wrong with it, once the browser is there.
const summaryOfFaults = document.querySelector("[role=alert][data-focus]");
if (!location.hash) focusMarked(document);
else if (summaryOfFaults) addEventListener("load", () => setTimeout(() => summaryOfFaults.focus()));
document.addEventListener("htmx:afterSettle", (event) => focusMarked(event.target));

// What stood on the page goes away: a browser that stays with it leaps to the end of the new page first.
document.addEventListener("htmx:beforeSwap", (event) => {
  document.documentElement.classList.toggle("swapping", event.detail.shouldSwap);
});
document.addEventListener("htmx:afterSettle", () => document.documentElement.classList.remove("swapping"));

// The editor of texts comes only where one is open.
function bringEditor() {
  const box = document.querySelector("textarea[data-editor]");
  if (box) import(box.dataset.editor).then((editor) => editor.attach()).catch(() => {}); // the box works without it
}

bringEditor();
document.addEventListener("htmx:afterSettle", bringEditor);

// A form keeps what was typed when it is refused or gets no answer; why is said above the page.
function sayWhatWentWrong(title, reason, signedOut = false) {
  const notice = document.getElementById("went-wrong").content.cloneNode(true).firstElementChild;
  if (title) {
    notice.querySelector("h2").textContent = title;
    notice.querySelector("[data-reason]").textContent = reason;
  }
  notice.querySelector("[data-sign-in]").hidden = !signedOut;
  document.querySelector(".messages-region").replaceChildren(notice);
  notice.focus();
}

// Signing in anew, in another tab, makes the token of a form that stood open worthless: the answer brings a new one.
function renewToken(page) {
  const headers = page.body.getAttribute("hx-headers");
  document.body.setAttribute("hx-headers", headers);
  for (const box of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    box.value = JSON.parse(headers)["X-CSRFToken"];
  }
}

const sentAgain = new WeakSet();
document.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const form = event.detail.elt;
  if (page.querySelector("[data-expired]") && !sentAgain.has(form)) {
    sentAgain.add(form);
    renewToken(page);
    form.requestSubmit();
    return;
  }
  const texts = page.querySelectorAll("#inhoud .nl-paragraph:not(:has(> a))");
  const said = Array.from(texts, (text) => text.textContent.trim().replace(/\s+/g, " "));
  sayWhatWentWrong(page.querySelector("h1")?.textContent.trim(), said.join(" "), event.detail.xhr.status === 401);
});
document.addEventListener("htmx:sendError", () => sayWhatWentWrong());
