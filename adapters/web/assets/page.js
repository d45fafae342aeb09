// Small comforts. Every page works without this file.

/** Copies the receipt code and says so beside the button. */
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.addEventListener("click", async () => {
    const status = button.parentElement?.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(button.dataset["copy"] ?? "");
      if (status) status.textContent = button.dataset["done"] ?? "";
    } catch {
      // No clipboard over plain http: select the code, so that the keyboard can copy it.
      const code = document.getElementById("code");
      if (code) getSelection()?.selectAllChildren(code);
    }
  });
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.addEventListener("click", () => print());
}

/** Warns before a page with text that nobody has yet is left. */
for (const form of document.querySelectorAll("form[data-guard]")) {
  if (!(form instanceof HTMLFormElement)) continue;
  let unsent = form.dataset["guard"] === "unsent";
  form.addEventListener("input", () => {
    unsent = true;
  });
  form.addEventListener("submit", () => {
    unsent = false;
  });
  addEventListener("beforeunload", (event) => {
    if (unsent) event.preventDefault();
  });
}

/** Says at once that a file is too large, before minutes of sending it. */
for (const input of document.querySelectorAll("input[type=file][data-bytes]")) {
  if (!(input instanceof HTMLInputElement)) continue;
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    const over =
      files.length > Number(input.dataset["files"]) || files.some((f) => f.size > Number(input.dataset["bytes"]));
    input.setCustomValidity(over ? (input.dataset["says"] ?? "") : "");
    input.reportValidity();
  });
}

/** A link's secret stands behind the `#`, which no browser sends: puts it in the box and takes it off the screen. */
for (const form of document.querySelectorAll("form[data-fragment]")) {
  if (!(form instanceof HTMLFormElement)) continue;
  const input = form.elements.namedItem(form.dataset["fragment"] ?? "");
  if (!(input instanceof HTMLInputElement)) continue;
  const take = () => {
    if (location.hash.length < 20) return;
    input.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname + location.search);
    form.querySelector("button")?.focus();
  };
  take();
  // Another link, opened where this one was.
  addEventListener("hashchange", take);
}

/** The times that are typed on a page are those of whoever types them, and the page says so. */
for (const input of document.querySelectorAll("input[data-zone]")) {
  if (!(input instanceof HTMLInputElement) || input.value !== "") continue;
  input.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The end of an embargo on the clock of whoever reads it, with the name of its zone. */
for (const time of document.querySelectorAll("time[data-clock]")) {
  if (!(time instanceof HTMLTimeElement)) continue;
  const clock = new Intl.DateTimeFormat(document.documentElement.lang === "ja" ? "ja-JP" : "en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
  const at = new Date(time.dateTime);
  time.textContent = clock.format(at);
  // One moment at the same time of day is the same zone: the words beside it say it already.
  const hour = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const beside = time.parentElement?.previousSibling?.textContent ?? "";
  if (beside.includes(` ${hour} `)) time.parentElement?.remove();
}

// The list of faults takes the focus, so that a screen reader starts there.
document.getElementById("faults")?.focus();

// On a page of its own for those with a script: these buttons do nothing without one.
document.documentElement.classList.add("js");
