// The page works without this; with it, forms are sent in place and every item keeps itself fresh.
"use strict";

const EVERY = 2000;
const fresh = document.querySelector("[data-fresh]");

/** Fetch this page again and take over what changed, but not under the hands of whoever types. */
async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of now.querySelectorAll("[data-live]")) {
    const shown = document.getElementById(part.id);
    if (shown && shown.outerHTML !== part.outerHTML && !shown.contains(document.activeElement)) {
      shown.replaceWith(document.importNode(part, true));
    }
  }
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
    if (!answer.ok) return;
    const around = form.closest("details");
    if (around) around.open = false;
    document.activeElement?.blur();
    await refresh();
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-send]")) return;
  event.preventDefault();
  send(event.target);
});
setTimeout(keepFresh, EVERY);
