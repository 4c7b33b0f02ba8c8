// Saves a block of a plan, a report or a letter while somebody writes: sends the same form to the same address and tells
// what became of it. While that is impossible a copy is kept in this browser (kept.js). Shows who else writes in a plan.
"use strict";

const PAUSE = 2_000; // milliseconds without typing, after which is saved
const LONGEST = 15_000; // so long at most while somebody types on and on
const PATIENCE = 20_000; // for an answer, and before trying again by itself
const QUIET = 60_000; // between two announcements that all is well
const TRAVELLING = ["csrfmiddlewaretoken", "version", "shown", "tab"];

const states = new WeakMap(); // of a form: what was saved last, and what is going on

const words = () => document.getElementById("schrijfhulp").dataset;
// Not the clock of this computer, which may be wrong: a copy would seem older than it is.
const clockAhead = Date.now() - 1_000 * words().now;
const portalTime = () => Date.now() - clockAhead;
const forms = () => document.querySelectorAll("form[data-writing]");
const unsavedForms = () => Array.from(forms()).filter((form) => states.has(form) && isUnsaved(form));
const key = (form) => `concept ${words().person} ${form.getAttribute("action")}`;

function entries(form) {
  return Array.from(new FormData(form)).filter(([name]) => name !== "csrfmiddlewaretoken");
}

// In a form that holds several blocks each has its own: "<block>-version".
const isTyped = ([name]) => !TRAVELLING.includes(name.split("-").at(-1));

function typed(form) {
  return JSON.stringify(entries(form).filter(isTyped));
}

const isUnsaved = (form) => !states.get(form).leaving && typed(form) !== states.get(form).saved;

// --- saying how it stands --------------------------------------------------------------------------------------------

function say(form, text, { announce = false, again = false, compare = false, signIn = false } = {}) {
  const place = form.querySelector("[data-save-state]");
  place.hidden = false;
  place.querySelector("[data-said]").textContent = text;
  place.querySelector("[data-sign-in]").hidden = !signIn;
  place.querySelector("[data-again]").hidden = !again;
  place.querySelector("[data-compare]").hidden = !compare;
  if (announce) form.querySelector("[data-announced]").textContent = text;
}

// That all is well is read out now and then; that something is wrong, or well again, at once.
function sayOutcome(form, outcome, text, offer = {}) {
  const state = states.get(form);
  const announce = outcome !== state.outcome || outcome !== "saved" || performance.now() - state.announcedAt > QUIET;
  if (announce) state.announcedAt = performance.now();
  state.outcome = outcome;
  say(form, text, { announce, ...offer });
}

// --- saving ----------------------------------------------------------------------------------------------------------

function noticed(form) {
  const state = states.get(form);
  if (!isUnsaved(form)) return;
  const kept = keepCopy(form);
  if (!form.hasAttribute("data-autosave")) {
    say(form, kept ? words().byButton : words().unsaved);
    return;
  }
  if (state.stopped) return;
  if (state.outcome !== "failed") say(form, words().unsaved);
  state.since ??= performance.now();
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), Math.max(0, Math.min(PAUSE, state.since + LONGEST - performance.now())));
}

function save(form) {
  const state = states.get(form);
  clearTimeout(state.timer);
  if (state.sending || state.stopped || !form.isConnected || !isUnsaved(form)) return state.sending ?? Promise.resolve();
  if (!form.hasAttribute("data-autosave")) return Promise.resolve();
  state.since = null;
  say(form, words().saving);
  state.sending = send(form).finally(() => {
    state.sending = null;
    if (form.isConnected && ["saved", "partly"].includes(state.outcome) && typed(form) !== state.sent) noticed(form);
  });
  return state.sending;
}

async function send(form, again = false) {
  const state = states.get(form);
  state.sent = typed(form);
  let answer;
  try {
    answer = await fetch(form.getAttribute("action"), {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { "X-Autosave": "1", "HX-Request": "true" },
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.headers.get("Content-Type") === "application/json") {
      received(form, answer.status, await answer.json());
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector("[data-expired]") && !again) {
      renewToken(page);
      await send(form, true);
      return;
    }
  } catch {
    answer = null;
  }
  failed(form, answer?.status);
}

function received(form, status, told) {
  const state = states.get(form);
  for (const [name, value] of Object.entries(told.fields)) form.elements[name].value = value;
  if (status !== 200) {
    state.stopped = status !== 422; // only what the writer types next can make it right
    sayOutcome(form, "refused", told.said, { compare: Boolean(told.compare) });
    return;
  }
  closes(form);
  if (told.whole) {
    state.saved = state.sent;
    if (!isUnsaved(form)) dropCopy(key(form));
  }
  sayOutcome(form, told.whole ? "saved" : "partly", told.said);
  refreshSoon();
}

// Without a status there was no answer at all.
const reason = (status) => ({ 400: words().refused, 401: words().signedOut, 404: words().takenOut, 413: words().tooLong })[status] ?? words().failed;

function failed(form, status) {
  const state = states.get(form);
  if (status === 413) {
    sayOutcome(form, "refused", reason(status)); // only what the writer types next can make it right
    return;
  }
  sayOutcome(form, "failed", reason(status), { again: true, signIn: status === 401 });
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), PATIENCE);
}

// What has been saved is not undone by going back, so that is not called cancelling any more.
function closes(form) {
  const link = form.querySelector("[data-cancel]");
  if (link) link.querySelector("span").textContent = words().close;
}

function saveAll() {
  for (const form of forms()) if (states.has(form)) save(form);
}

// --- a form appears, is sent, is left --------------------------------------------------------------------------------

let sentAddress = "";

function attach() {
  if (!document.getElementById("schrijfhulp")) return;
  const found = Array.from(forms());
  const cameBack = (form) => key(form) === sentAddress && form.hasAttribute("data-typed");
  if (sentAddress && !found.some(cameBack)) dropCopy(sentAddress);
  sentAddress = "";
  for (const form of found) {
    if (states.has(form)) continue;
    const holdsUnsaved = form.hasAttribute("data-typed");
    states.set(form, { saved: holdsUnsaved ? null : typed(form), outcome: "", announcedAt: 0 });
    if (holdsUnsaved) keepCopy(form);
    else offerCopy(form);
  }
  tellOfOtherCopies();
}

const formOf = (event) => event.target.closest?.("form[data-writing]");

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = formOf(event);
    if (form && states.has(form)) noticed(form);
  });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-again]")) save(formOf(event));
});

// The button waits for what is under way; who goes elsewhere has it saved first, or is asked.
document.addEventListener("htmx:confirm", (event) => {
  const sent = event.target;
  const state = states.get(sent);
  const others = unsavedForms().filter((form) => form !== sent);
  if (state) {
    clearTimeout(state.timer);
    state.leaving = true;
    sentAddress = key(sent);
  }
  if (!others.length && !state?.sending) return;
  event.preventDefault();
  Promise.all([state?.sending, ...others.map(save)]).then(() => {
    if (others.some(isUnsaved) && !window.confirm(words().leave)) {
      stays(sent);
      sent.dispatchEvent(new Event("stayed", { bubbles: true }));
      return;
    }
    event.detail.issueRequest(true);
  });
});

function stays(form) {
  const state = states.get(form);
  if (!state) return;
  state.leaving = false;
  sentAddress = "";
}

for (const kind of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target;
    stays(form);
    if (!states.has(form)) return;
    if (isUnsaved(form)) failed(form, event.detail.xhr.status);
    else form.querySelector("[data-save-state]").hidden = true; // above the page stands what became of the button
  });
}

window.addEventListener("beforeunload", (event) => {
  const unsaved = unsavedForms();
  if (!unsaved.length) return;
  unsaved.forEach(save);
  event.preventDefault();
});

document.addEventListener("focusout", (event) => {
  const form = formOf(event);
  if (form && states.has(form) && !form.contains(event.relatedTarget)) save(form);
});
document.addEventListener("visibilitychange", saveAll); // away: before it is too late; back: perhaps signed in again
window.addEventListener("online", saveAll);

// --- what is missing -------------------------------------------------------------------------------------------------

// The parts of a page that tell of the whole plan follow each save; the form, and where somebody is, stay as they are.
const BETWEEN = 5_000;
let refreshing = null;
let refreshedAt = -BETWEEN;

function refreshSoon() {
  refreshing ??= setTimeout(refresh, Math.max(0, refreshedAt + BETWEEN - performance.now()));
}

async function refresh() {
  refreshing = null;
  refreshedAt = performance.now();
  const address = location.href;
  let page;
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) return;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return; // the next save asks again
  }
  if (location.href !== address) return;
  for (const part of document.querySelectorAll("[data-live]")) {
    const now = page.getElementById(part.id);
    const used = part.contains(document.activeElement) || part.querySelector("[data-open]");
    if (!now || used || now.isEqualNode(part)) continue;
    const scrolled = part.scrollTop;
    part.replaceWith(now);
    now.scrollTop = scrolled;
    htmx.process(now);
  }
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && document.querySelector("[data-live]")) refreshSoon();
});

// --- who else is here ------------------------------------------------------------------------------------------------

const HEARTBEAT = 20_000;
let beating = null;

async function beat() {
  clearTimeout(beating);
  if (document.hidden || !document.getElementById("schrijfhulp")?.dataset.beat) return;
  const open = document.querySelector("form[data-writing]")?.closest("section[id], li[id]");
  const body = new URLSearchParams({ page: words().page, block: open?.id ?? "" });
  try {
    const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers"));
    const headers = { "X-CSRFToken": token, "HX-Request": "true" };
    const answer = await fetch(words().beat, { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE) });
    showOthers(answer.ok ? await answer.json() : { here: "", blocks: {} });
    if (answer.status === 410) return; // nobody writes here any more
  } catch {
    // without a network nobody is seen; the next beat comes
  }
  beating = setTimeout(beat, HEARTBEAT);
}

function showOthers({ here, blocks }) {
  const line = document.querySelector("[data-also-here]");
  line.querySelector("[data-names]").textContent = here;
  line.hidden = !here;
  for (const mark of document.querySelectorAll("[data-present]")) mark.remove();
  for (const [id, who] of Object.entries(blocks)) {
    const mark = document.getElementById("aanwezig").content.cloneNode(true).firstElementChild;
    mark.querySelector("[data-who]").textContent = who;
    document.getElementById(id)?.firstElementChild?.after(mark);
  }
}

document.addEventListener("visibilitychange", beat);

dropOldCopies();
attach();
beat();
document.addEventListener("htmx:afterSwap", attach); // before anybody can have typed in it
document.addEventListener("htmx:afterSettle", () => {
  attach();
  clearTimeout(beating);
  beating = setTimeout(beat, 300); // a page that is replaced settles in several parts
});
