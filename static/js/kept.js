// Copies in this browser of what could not be saved, per person and block: offered back where they were typed, and told of
// on the other pages of the same plan, report or letter. Works on the forms that writing.js knows.
"use strict";

const KEPT = 30 * 24 * 3_600_000; // milliseconds that a copy is of use

function keepCopy(form) {
  try {
    const place = { page: location.pathname + location.search, title: document.title };
    localStorage.setItem(key(form), JSON.stringify({ at: portalTime(), ...place, entries: entries(form) }));
    return true;
  } catch {
    return false; // full, or switched off: then the guard before leaving is all there is
  }
}

function copyAt(address) {
  try {
    return JSON.parse(localStorage.getItem(address));
  } catch {
    return null;
  }
}

function dropCopy(address) {
  try {
    localStorage.removeItem(address);
  } catch {
    // there was none
  }
}

function dropOldCopies() {
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith("concept ") && !(JSON.parse(localStorage.getItem(name)).at > portalTime() - KEPT)) dropCopy(name);
    }
  } catch {
    // not ours to mend
  }
}

function offerCopy(form) {
  const copy = copyAt(key(form));
  if (!copy) return;
  const found = JSON.stringify(copy.entries.filter(isTyped));
  if (found === typed(form)) {
    dropCopy(key(form));
    return;
  }
  const offer = document.getElementById("teruggevonden").content.cloneNode(true).firstElementChild;
  offer.querySelector("[data-when]").textContent = moment(copy.at);
  offer.querySelector("[data-put-back]").addEventListener("click", () => {
    putBack(form, copy.entries);
    offer.remove();
    form.querySelector("[data-focus]")?.focus();
  });
  offer.querySelector("[data-throw-away]").addEventListener("click", () => {
    dropCopy(key(form));
    offer.remove();
    form.querySelector("[data-focus]")?.focus();
  });
  form.before(offer);
}

function moment(at) {
  const look = { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Amsterdam" };
  return new Date(at).toLocaleString(document.documentElement.lang, look);
}

// Of this plan, report or letter, at forms that are not open here: where they are offered back.
function tellOfOtherCopies() {
  document.getElementById("elders-getypt")?.remove();
  const others = otherCopies();
  if (!others.length) return;
  const notice = document.getElementById("elders").content.cloneNode(true).firstElementChild;
  const line = notice.querySelector("li");
  for (const { page, title, at } of others) {
    const another = line.cloneNode(true);
    another.querySelector("a").href = page;
    another.querySelector("span").textContent = `${title}, ${moment(at)}`;
    line.before(another);
  }
  line.remove();
  document.querySelector("#pagina .main").prepend(notice);
}

function otherCopies() {
  const shown = new Set(Array.from(forms(), key));
  const isOther = (address) => address.startsWith(`concept ${words().person} `) && !shown.has(address);
  try {
    const copies = Object.keys(localStorage).filter(isOther).map(copyAt);
    return copies.filter((copy) => copy?.page?.startsWith(words().desk));
  } catch {
    return []; // switched off
  }
}

// With what the form showed then: should somebody have saved since, both texts are compared.
function putBack(form, kept) {
  const values = new Map();
  for (const [name, value] of kept) values.set(name, [...(values.get(name) ?? []), value]);
  for (const box of form.elements) {
    if (!box.name || box.name === "csrfmiddlewaretoken") continue;
    const given = values.get(box.name) ?? [];
    if (box.type === "checkbox" || box.type === "radio") box.checked = given.includes(box.value);
    else if (given.length) box.value = given[0];
  }
  form.dispatchEvent(new CustomEvent("put-back", { detail: Array.from(values.keys()) }));
  noticed(form);
}
