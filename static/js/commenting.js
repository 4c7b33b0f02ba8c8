// Offers to comment on words of the plan that are selected. Without it one copies them into the form.
"use strict";

const LONGEST_QUOTE = 300;

// What is selected, without the numbers of footnotes, and the part of the page it stands in.
function selectedWords() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const part = (around.nodeType === Node.ELEMENT_NODE ? around : around.parentElement).closest("#pagina [id]");
  const text = (around.nodeType === Node.ELEMENT_NODE ? around : around.parentElement).closest(".prose, .plan-text");
  if (text?.isContentEditable) return null; // who writes, selects to write: nothing of it is said to others yet
  if (!text || !part) return null;
  const copy = range.cloneContents();
  for (const note of copy.querySelectorAll("sup")) note.remove();
  for (const end of copy.querySelectorAll("p, li, td, th")) end.append(" ");
  const words = copy.textContent.trim().replace(/\s+/g, " ");
  return words.length > 2 && words.length <= LONGEST_QUOTE ? { words, near: part.id } : null;
}

function offerComment() {
  const offer = document.getElementById("bij-woorden");
  if (!offer || offer.contains(document.activeElement)) return;
  const found = selectedWords();
  offer.hidden = !found;
  if (!found) return;
  const asked = new URLSearchParams({ woorden: found.words, nabij: found.near, terug: offer.dataset.returns });
  offer.querySelector("a").href = `${offer.dataset.url}?${asked}`;
}

document.addEventListener("selectionchange", offerComment);
