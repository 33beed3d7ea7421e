// The page works without this; with it, forms are sent in place and every item keeps itself fresh.
"use strict";

const EVERY = 2000;
const fresh = document.querySelector("[data-fresh]");

/** Fetch this page again and take over whatever changed in its live parts. */
async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of now.querySelectorAll("[data-live]")) {
    const shown = document.getElementById(part.id);
    // Comparing keeps the focus where it is while nothing changes.
    if (shown && shown.outerHTML !== part.outerHTML) takeOver(shown, document.importNode(part, true));
  }
}

function takeOver(shown, part) {
  const ask = shown.parentElement.querySelector("[data-ask]");
  const open = part.querySelector('form[action$="/cancel"]') !== null;
  if (open) ask.open = false;
  ask.hidden = open;
  shown.replaceWith(part);
}

async function keepFresh() {
  if (document.visibilityState === "visible") {
    try {
      await refresh();
      fresh.textContent = "";
    } catch {
      fresh.textContent = "The local university does not answer; this page tries again by itself.";
    }
  }
  setTimeout(keepFresh, EVERY);
}

async function send(form) {
  const wrong = form.querySelector(".wrong");
  const buttons = [...form.querySelectorAll("button")];
  buttons.forEach((button) => { button.disabled = true; });
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (wrong) {
      wrong.hidden = answer.ok;
      wrong.textContent = answer.ok ? "" : said.error;
    }
    if (answer.ok) await refresh();
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
}

/** One more row of the same kind, as long as there may be one more. */
function addRow(button) {
  const set = button.closest("fieldset");
  const rows = set.querySelectorAll(".range");
  const row = rows[0].cloneNode(true);
  row.querySelectorAll("input").forEach((input) => { input.value = ""; });
  button.before(row);
  row.querySelector("input").focus();
  const most = Number(set.dataset.ranges || set.dataset.notes);
  button.hidden = rows.length + 1 >= most;
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-send]")) return;
  event.preventDefault();
  send(event.target);
});
document.addEventListener("click", (event) => {
  if (event.target.matches("[data-more]")) addRow(event.target);
});
document.querySelectorAll("[data-more]").forEach((button) => { button.hidden = false; });
setTimeout(keepFresh, EVERY);
