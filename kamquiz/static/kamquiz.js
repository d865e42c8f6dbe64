// Small comforts. Every page works without this file.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// A number answers the question that has the focus, and moves on to the next one.
// Only where a question has the focus: keys pressed elsewhere mean nothing here.
const KEYS_USED = "keys";
const questions = all(".scale").map((one) => one.closest("fieldset"));

function answer(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-5]$/.test(event.key)) return;
  const place = questions.indexOf(event.target.closest("fieldset"));
  const radio = questions[place] && all("input[type=radio]", questions[place])[event.key - 1];
  if (!radio) return;
  event.preventDefault();
  radio.click();
  sessionStorage.setItem(KEYS_USED, "yes");
  focusOn(questions[place + 1] || radio.form.querySelector("button.primary"));
}

function focusOn(where) {
  const radios = all("input[type=radio]", where);
  const target = radios.find((one) => one.checked) || radios[0] || where;
  target.focus({ preventScroll: true });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  where.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
}

if (questions.length) {
  document.addEventListener("keydown", answer);
  all(".keys").forEach((one) => (one.hidden = false));
  // Who answers by keys goes on by keys; everybody else begins at the top of the page.
  if (sessionStorage.getItem(KEYS_USED) && !document.querySelector(".summary")) {
    const open = questions.find((one) => !one.querySelector(":checked"));
    if (open) focusOn(open);
  }
}

// What was typed or chosen and not sent yet is worth a question before the page goes away.
const TYPED = "textarea, input:not([type]), input[inputmode]";
const CHOSEN = "input[type=radio], input[type=checkbox], select";
const isAsking = (form) => form.matches("[data-keep], [data-live]") || form.querySelector("[data-unsaved]");

function ask(event) {
  event.preventDefault();
}

function changed({ target }) {
  if (target.readOnly || !target.form) return;
  if (!target.matches(TYPED) && !(target.matches(CHOSEN) && isAsking(target.form))) return;
  addEventListener("beforeunload", ask);
  all("[data-unsaved]", target.form).forEach((one) => (one.hidden = false));
  if (target.form === kept) keepChoices();
}

function sent() {
  removeEventListener("beforeunload", ask);
  all("[data-unsaved]").forEach((one) => (one.hidden = true));
  sessionStorage.removeItem(UNSENT);
}

document.addEventListener("input", changed);
document.addEventListener("submit", sent);

// Answers that were chosen survive a reload and the way into the other language: in this tab
// alone, until they are sent or another page is opened. Nothing that was typed is kept.
const UNSENT = "unsent";
const kept = document.querySelector("form[data-keep]");
const here = location.pathname.replace(/\/(pl|en)(?=\/)/, "");

function keepChoices(switching = false) {
  const radios = all("input[type=radio]:checked", kept);
  const choices = Object.fromEntries(radios.map((radio) => [radio.name, radio.value]));
  sessionStorage.setItem(UNSENT, JSON.stringify({ here, choices, switching }));
}

function restoreChoices() {
  const before = JSON.parse(sessionStorage.getItem(UNSENT));
  sessionStorage.removeItem(UNSENT);
  const [way] = performance.getEntriesByType("navigation");
  // A page that is opened in any other way may ask somebody else, or belong to another attempt.
  if (before?.here !== here || !(before.switching || way?.type === "reload")) return;
  for (const radio of all("input[type=radio]", kept)) {
    if (radio.checked || before.choices[radio.name] !== radio.value) continue;
    radio.checked = true;
    changed({ target: radio });
  }
}

function switchLanguage(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !sessionStorage.getItem(UNSENT)) return;
  removeEventListener("beforeunload", ask);
  keepChoices(true);
}

if (kept) {
  restoreChoices();
  all(".languages a").forEach((link) => link.addEventListener("click", switchLanguage));
} else {
  sessionStorage.removeItem(UNSENT);
}

// Whoever writes words of their own has chosen them.
document.addEventListener("input", ({ target }) => {
  if (!target.name?.endsWith("-own") || !target.value || !target.form) return;
  const own = target.form.querySelector(`input[name="${target.name.slice(0, -4)}"][value=own]`);
  if (own) own.checked = true;
});

// Copying a link or a codename.
async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const words = source.value ?? source.textContent.trim();
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    if (!source.select) return; // no right to the clipboard: the words stay on the page
    source.select();
    document.execCommand("copy");
  }
  const said = document.querySelector(`[data-copied="${button.dataset.copy}"]`);
  said.textContent = button.dataset.done;
  setTimeout(() => (said.textContent = ""), 4000);
}

for (const button of all("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

// The preview beside a form follows what is chosen and typed, a moment later.
const PAUSE = 700;
const LIVE = [".preview", "#findings"];
const live = document.querySelector("form[data-live]");

if (live) {
  let waiting = 0;
  let asked = null;

  async function refresh() {
    asked?.abort();
    asked = new AbortController();
    try {
      const answered = await fetch(live.dataset.live, {
        method: "POST",
        body: new FormData(live),
        signal: asked.signal,
      });
      // 422 is a page too: it has the preview and says which fields need another look.
      if (!answered.ok && answered.status !== 422) return;
      show(new DOMParser().parseFromString(await answered.text(), "text/html"));
    } catch {
      // Offline, or overtaken by the next change: the button still refreshes.
    }
  }

  // What a fold is called stays the same while its numbers change.
  const called = (fold) => fold.querySelector("summary").textContent.replace(/\d+/g, "");

  function show(page) {
    for (const selector of LIVE) {
      const [now, then] = [document.querySelector(selector), page.querySelector(selector)];
      if (!now || !then || now.contains(document.activeElement)) continue;
      const open = new Set(all("details[open]", now).map(called));
      now.replaceChildren(...then.childNodes);
      all("details", now).forEach((one) => (one.open ||= open.has(called(one))));
    }
    for (const field of all("[data-follows]")) {
      const then = page.getElementById(field.id);
      if (then) field.value = then.value;
    }
  }

  for (const kind of ["input", "change"]) {
    live.addEventListener(kind, () => {
      clearTimeout(waiting);
      waiting = setTimeout(refresh, PAUSE);
    });
  }
}
