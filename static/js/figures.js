// The table of figures: arrow keys between cells, a block from a spreadsheet pasted over several lines, and a word at
// once about what the server would refuse or ask. Without it the table is a form like any other.
"use strict";

const WHOLE = /^\d+$|^\d{1,3}(\.\d{3})+$/;
const NUMBER = /^\d+(,\d+)?$|^\d{1,3}(\.\d{3})+(,\d+)?$|^\d+\.(\d{1,2}|\d{4,})$/;
const TWO_NUMBERS = /^[1-9]\d{0,2}\.\d{3}$/;
const YES = /^(ja|j|yes|y|x|1|true|waar)$/i;

const COLUMNS = ["value", "denominator", "reference_date", "source", "reason", "provisional"];

const undoable = new WeakMap(); // of a form: boxes and what stood in them before the last paste

const formOf = (box) => box.closest("form[data-figures]");
const rowsOf = (form) => Array.from(form.querySelectorAll("tbody tr")).filter((row) => row.querySelector("[data-cell]"));
const boxIn = (row, column) => row?.querySelector(`[data-cell="${column}"]`) ?? null;

// --- moving ----------------------------------------------------------------------------------------------------------

// Below or above the box: the same column, in the next line that has it.
function vertically(box, steps) {
  const rows = rowsOf(formOf(box));
  for (let at = rows.indexOf(box.closest("tr")) + steps; rows[at]; at += steps) {
    const found = boxIn(rows[at], box.dataset.cell);
    if (found) return found;
  }
  return null;
}

function sideways(box, steps) {
  const boxes = Array.from(box.closest("tr").querySelectorAll("[data-cell]"));
  return boxes[boxes.indexOf(box) + steps] ?? null;
}

// Inside a text the arrows move through it; at its edge, or with all of it selected, they leave it.
function atEdge(box, edge) {
  if (box.type !== "text") return true;
  const all = box.selectionStart === 0 && box.selectionEnd === box.value.length;
  const place = edge === "start" ? 0 : box.value.length;
  return all || (box.selectionStart === place && box.selectionEnd === place);
}

function next(event) {
  const box = event.target;
  switch (event.key) {
    case "ArrowDown": return vertically(box, 1);
    case "ArrowUp": return vertically(box, -1);
    case "Enter": return vertically(box, event.shiftKey ? -1 : 1) ?? box;
    case "ArrowLeft": return atEdge(box, "start") ? sideways(box, -1) : null;
    case "ArrowRight": return atEdge(box, "end") ? sideways(box, 1) : null;
    default: return null;
  }
}

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("form[data-figures] [data-cell]")) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = next(event);
  if (!target) return;
  event.preventDefault();
  target.focus();
  if (target.type === "text") target.select();
});

// --- pasting ---------------------------------------------------------------------------------------------------------

function put(box, text) {
  if (box.type === "checkbox") box.checked = YES.test(text);
  else box.value = text;
}

const held = (box) => (box.type === "checkbox" ? (box.checked ? "1" : "") : box.value);

document.addEventListener("paste", (event) => {
  if (!event.target.matches?.("form[data-figures] [data-cell]")) return;
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!/[\t\n]/.test(text)) return; // one word: the browser's own paste will do
  event.preventDefault();
  const form = formOf(event.target);
  const rows = rowsOf(form);
  const first = rows.indexOf(event.target.closest("tr"));
  const from = COLUMNS.indexOf(event.target.dataset.cell);
  const before = [];
  let leftOut = 0;
  text.split("\n").forEach((line, down) => {
    line.split("\t").forEach((word, along) => {
      const box = boxIn(rows[first + down], COLUMNS[from + along]);
      if (!box) {
        if (word.trim()) leftOut += 1;
        return;
      }
      before.push([box, held(box)]);
      put(box, word.trim());
    });
  });
  undoable.set(form, before);
  rows.forEach(check);
  const words = form.dataset;
  const said = [words.pasted.replace("[number]", before.length)];
  if (leftOut) said.push(words.leftOut.replace("[number]", leftOut));
  form.querySelector("[data-announced]").textContent = said.join(" ");
  form.querySelector("[data-undo]").hidden = false;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("form[data-figures] [data-undo]");
  if (!button) return;
  const form = formOf(button);
  const before = undoable.get(form) ?? [];
  for (const [box, text] of before) put(box, text);
  rowsOf(form).forEach(check);
  button.hidden = true;
  form.querySelector("[data-announced]").textContent = form.dataset.undone;
  before[0]?.[0].focus();
});

// --- a word at once --------------------------------------------------------------------------------------------------

const number = (text) => Number(text.replace(/[\s\u00a0\u202f€]/g, "").replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", "."));

// 1.234 and 1234 are one number, however they are typed.
const isSame = (text, other) => text.trim() === other || number(text) === number(other);

// What is wrong with one number, in the words of the form; empty when nothing is. Yes and no are left to the server.
function wrong(text, whole, words) {
  const typed = text.replace(/[\s\u00a0\u202f]/g, "").replace(whole ? "" : /^€|€$/, "");
  if (!typed || /^[a-z]+$/i.test(typed)) return "";
  if (!whole && TWO_NUMBERS.test(typed)) return words.twoNumbers;
  if (!(whole ? WHOLE : NUMBER).test(typed)) return whole ? words.noWhole : words.noNumber;
  return "";
}

function remark(row) {
  const words = formOf(row).dataset;
  const value = boxIn(row, "value");
  const denominator = boxIn(row, "denominator");
  const whole = row.hasAttribute("data-whole") || Boolean(denominator);
  for (const box of [value, denominator]) {
    const found = box && wrong(box.value, whole, words);
    if (found) return found;
  }
  const explained = boxIn(row, "reason").value.trim();
  if (!explained && denominator?.value && value.value && number(value.value) > number(denominator.value)) return words.tooMany;
  const lowest = row.dataset.lowest;
  if (lowest && value.value.trim() && !explained && number(value.value) < number(lowest)) return words.lower;
  const changes = [value, denominator].some((box) => box?.defaultValue && !isSame(box.value, box.defaultValue));
  return changes && !explained && value.value.trim() ? words.changed : "";
}

function showShare(row) {
  const share = row.querySelector("[data-share]");
  if (!share) return;
  const [part, whole] = [boxIn(row, "value").value, boxIn(row, "denominator").value].map(number);
  const look = { style: "percent", maximumFractionDigits: 1 };
  share.textContent = whole > 0 && part >= 0 ? (part / whole).toLocaleString(document.documentElement.lang, look) : "";
}

// What the parts of an area come to, once all of them are known; until then the page says whose is missing.
function showTogether(form) {
  const values = new Map(rowsOf(form).map((row) => [row.dataset.line, boxIn(row, "value").value.trim()]));
  for (const row of form.querySelectorAll("tr[data-parts]")) {
    const parts = row.dataset.parts.split(" ").map((part) => values.get(part));
    const place = row.querySelector("[data-together]");
    if (!place || parts.some((part) => !part || Number.isNaN(number(part)))) continue;
    const sum = parts.reduce((total, part) => total + number(part), 0);
    const own = values.get(row.dataset.line);
    const whole = own ? number(own) : NaN;
    const words = form.dataset;
    const said = Number.isNaN(whole) ? words.sum : sum === whole ? words.equal : sum < whole ? words.less : words.more;
    const written = (amount) => amount.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 });
    place.textContent = said.replace("[sum]", written(sum)).replace("[difference]", written(Math.abs(sum - whole)));
  }
}

function check(row) {
  const place = row.querySelector("[data-said]");
  const said = remark(row);
  if (place.textContent !== said) {
    place.textContent = said;
    place.hidden = !said;
  }
  showShare(row);
  showTogether(formOf(row));
  return said;
}

function tell(box) {
  const said = check(box.closest("tr"));
  if (said) formOf(box).querySelector("[data-announced]").textContent = `${box.ariaLabel}: ${said}`;
}

// What is said makes a line higher or lower. While the mouse is down that moves the button away from under it.
let isPressed = false;
document.addEventListener("pointerdown", () => { isPressed = true; });
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { isPressed = false; });

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches?.("form[data-figures] [data-cell]")) return;
  if (isPressed) document.addEventListener("pointerup", () => setTimeout(tell, 0, box), { once: true });
  else tell(box);
});

// A line that was refused shows what stands in its boxes now.
for (const form of document.querySelectorAll("form[data-figures]")) rowsOf(form).forEach(showShare);

// --- nothing that was typed is lost -----------------------------------------------------------------------------------

const isChanged = (box) => (box.type === "checkbox" ? box.checked !== box.defaultChecked : box.value !== box.defaultValue);

// A line that is not saved as it stands: somebody typed in it, or it was refused and still holds what was typed.
const waits = (row) => row.querySelector("[aria-invalid]") || Array.from(row.querySelectorAll("[data-cell]")).some(isChanged);

// A chapter is a form of its own, and saving it brings a new page. What was typed in the others goes along with it.
document.addEventListener("formdata", (event) => {
  if (!event.target.matches("form[data-figures]")) return;
  for (const form of document.querySelectorAll("form[data-figures]")) {
    if (form === event.target) continue;
    for (const input of rowsOf(form).filter(waits).flatMap((row) => Array.from(row.querySelectorAll("input[name]")))) {
      if (input.type !== "checkbox" || input.checked) event.formData.append(input.name, input.value);
    }
  }
});

let sent = false;
document.addEventListener("submit", () => { sent = true; });
window.addEventListener("beforeunload", (event) => {
  const forms = Array.from(document.querySelectorAll("form[data-figures]"));
  if (!sent && forms.some((form) => rowsOf(form).some(waits))) event.preventDefault();
});
