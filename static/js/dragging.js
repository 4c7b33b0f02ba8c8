// Lets an item of a list be dragged to another place, beside the buttons that move it. What is dropped is sent by the
// form of those buttons, with how the list stood; as long as that has not been saved, the old order comes back.
"use strict";

const EDGE = 96; // pixels from the top and the bottom of the window, within which it scrolls along
const SPEED = 12; // pixels a frame

let drag = null; // the item, its list, how that stood, where the pointer is
let sent = null; // of what was dropped: the same, until the portal answers

const moveForm = (item) => item.querySelector(":scope > .item__bar form[data-move]");

function addHandles() {
  for (const list of document.querySelectorAll("ol[data-order]")) {
    if (list.children.length < 2) continue;
    for (const item of list.children) {
      const form = moveForm(item);
      if (!form || form.previousElementSibling?.matches("[data-handle]")) continue;
      const handle = document.createElement("span");
      handle.className = "item__handle";
      handle.title = list.dataset.hint;
      handle.setAttribute("data-handle", "");
      handle.setAttribute("aria-hidden", "true"); // the buttons do the same for whoever can't see or drag
      form.before(handle);
    }
  }
}

// --- dragging ---------------------------------------------------------------------------------------------------------

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle || drag || sent || event.button !== 0) return;
  const item = handle.closest("li");
  const list = item.parentElement;
  drag = { item, list, before: Array.from(list.children), pointer: event.pointerId, y: event.clientY };
  item.toggleAttribute("data-dragged", true);
  requestAnimationFrame(scrollAlong);
});

document.addEventListener("pointermove", (event) => {
  if (event.pointerId !== drag?.pointer) return;
  drag.y = event.clientY;
  makeRoom();
});

// The neighbours go aside and the item stays where it is in the page's tree: a touch would let go of what is taken out.
function makeRoom() {
  const { item, y } = drag;
  const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
  while (item.nextElementSibling && y > middle(item.nextElementSibling)) item.before(item.nextElementSibling);
  while (item.previousElementSibling && y < middle(item.previousElementSibling)) item.after(item.previousElementSibling);
}

function scrollAlong() {
  if (!drag) return;
  if (drag.y < EDGE) window.scrollBy(0, -SPEED);
  if (drag.y > window.innerHeight - EDGE) window.scrollBy(0, SPEED);
  makeRoom();
  requestAnimationFrame(scrollAlong);
}

document.addEventListener("pointerup", (event) => {
  if (event.pointerId === drag?.pointer) drop();
});

document.addEventListener("pointercancel", (event) => {
  if (event.pointerId === drag?.pointer) giveUp();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drag) giveUp();
});

function letGo() {
  const dropped = drag;
  drag = null;
  dropped.item.removeAttribute("data-dragged");
  return dropped;
}

function giveUp() {
  asBefore(letGo());
}

function asBefore({ list, before }) {
  list.append(...before);
}

// --- saving -----------------------------------------------------------------------------------------------------------

function drop() {
  const dropped = letGo();
  const { item, list, before } = dropped;
  const steps = Array.from(list.children).indexOf(item) - before.indexOf(item);
  if (!steps) return;
  sent = dropped;
  const form = moveForm(item);
  form.append(hidden("steps", steps), hidden("order", list.dataset.order));
  htmx.ajax("POST", form.getAttribute("action"), { source: form }).then(answered, answered);
}

function hidden(name, value) {
  const box = document.createElement("input");
  Object.assign(box, { type: "hidden", name, value });
  box.setAttribute("data-dropped", "");
  return box;
}

// A page that was replaced shows the new order. One that is still there was refused, or got no answer.
function answered() {
  if (!sent) return;
  const { item, list } = sent;
  if (list.isConnected) {
    asBefore(sent);
    for (const box of item.querySelectorAll("[data-dropped]")) box.remove();
  }
  sent = null;
}

document.addEventListener("stayed", answered); // something typed is not saved yet, and this person won't leave it

addHandles();
document.addEventListener("htmx:afterSettle", addHandles);
