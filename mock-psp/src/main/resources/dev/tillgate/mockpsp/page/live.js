// Keeps the parts of a page marked data-live as the server has them, about once a second.
"use strict";
const EVERY_MS = 800;

async function refresh() {
  const answer = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.status);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    if (!next || next.innerHTML === part.innerHTML || inUse(part)) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.innerHTML = next.innerHTML;
    if (focused) document.getElementById(focused)?.focus();
  }
}

// A button that is being pressed, or a text that is being selected, must not go away.
function inUse(part) {
  const selection = document.getSelection();
  return part.querySelector(":active") !== null
    || (!selection.isCollapsed && part.contains(selection.anchorNode));
}

async function keepFresh() {
  try {
    if (!document.hidden) await refresh();
    document.body.classList.remove("stale");
  } catch {
    document.body.classList.add("stale");
  }
  setTimeout(keepFresh, EVERY_MS);
}

setTimeout(keepFresh, EVERY_MS);
