/** The element with this id; a typo fails at once. */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`No element ${id}`);
  return element;
}

/** Makes an element; text never becomes HTML. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Shows items in a list; what did not change keeps its element, and so its focus and its place. */
export function showList(list, items, keyOf, build, empty) {
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const focused = document.activeElement?.getAttribute('aria-label');
  const shown = items.map((item) => {
    const key = String(keyOf(item));
    const state = JSON.stringify(item);
    const known = old.get(key);
    if (known?.dataset.state === state) return known;
    const element = build(item);
    Object.assign(element.dataset, { key, state });
    return element;
  });
  const same = shown.length === list.children.length && shown.every((element, at) => element === list.children[at]);
  if (same && shown.length > 0) return;
  list.replaceChildren(
    ...(shown.length > 0 ? shown : [make(list.tagName === 'TBODY' ? 'tr' : 'li', { class: 'empty' }, empty)]),
  );
  if (focused && document.activeElement === document.body)
    list.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
}

let clearing;

/** Says what happened, to eyes and to screen readers; `ms` null: until something else is said. */
export function say(text, bad = false, ms = bad ? 8000 : 4000) {
  const place = byId('said');
  place.textContent = text;
  place.classList.toggle('bad', bad);
  clearTimeout(clearing);
  if (ms !== null) clearing = setTimeout(() => place.replaceChildren(), ms);
}

/** Runs what a button does: it is busy meanwhile, and says how it went. */
export async function busy(button, work, done) {
  if (button.disabled) return false;
  button.disabled = true;
  try {
    const result = await work();
    say(typeof done === 'function' ? done(result) : done);
    return true;
  } catch (error) {
    say(error.message, true);
    return false;
  } finally {
    button.disabled = false;
  }
}

/** Local time of an instant, with the day where it is another one. */
export function clockTime(instant) {
  const at = new Date(instant);
  const today = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(undefined, { timeStyle: 'medium', ...(today ? {} : { dateStyle: 'medium' }) });
}
