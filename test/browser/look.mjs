// Is a screen for everyone: axe finds nothing, nothing must be scrolled sideways, what has the focus shows it, what can be pressed can be
// hit, nothing moves for who asked for stillness, no sign is made of a colour alone, and no word is cut off or was never translated.
import { readFileSync } from "node:fs";
import { axe, check } from "./house.mjs";
import { sizes } from "./walk.mjs";

export { sizes };

const source = readFileSync(axe, "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page) {
  await page.evaluate(source);
  return page.evaluate(async (tags) => {
    const found = await window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
    return found.violations.map((it) => `${it.id}: ${it.help} — ${it.nodes.slice(0, 4).map((n) => `${n.target} ${n.any[0]?.message ?? ""}`).join(" | ")}`);
  }, RULES);
}

const sideways = (page) =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide <= 0) return "";
    const out = [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > innerWidth + 1 || it.getBoundingClientRect().left < -1);
    return `${wide}px: ${out.slice(0, 5).map((it) => `${it.tagName}.${it.className}`).join(", ")}`;
  });

export async function no_sideways_scroll(page, name) {
  const wide = await sideways(page);
  check(`${name}: no sideways scroll`, wide === "", wide);
}

export async function look(page, name, { scripted = true } = {}) {
  const found = scripted ? await violations(page) : [];
  if (scripted) check(`${name}: axe has nothing to say`, found.length === 0, found.join("\n    "));
  await no_sideways_scroll(page, name);
}

/** One screen in every size, light and dark. `settle` waits until the screen is itself again. */
export async function look_everywhere(page, name, settle = async () => {}) {
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport);
      await settle();
      await look(page, `${name}, ${scheme}, ${size}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(sizes.desk);
}

/** Tab goes through the page; each stop shows that it is one, in the colours that the page has or in those that a person forces. */
export async function focus_is_visible(page, name, stops = 12) {
  const hidden = [];
  for (let i = 0; i < stops; i++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const it = document.activeElement;
      if (!it || it === document.body || it === document.documentElement) return "";
      const forced = matchMedia("(forced-colors: active)").matches;
      const marked = (one) => {
        if (!one) return false;
        const style = getComputedStyle(one);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || (!forced && style.boxShadow !== "none");
      };
      /* a field shows its caret; a choice shows its label */
      const shown = marked(it) || marked(it.closest(":focus-within:not(main, body, html)")) || it.matches("input:not([type=radio], [type=checkbox]), textarea, select")
        || marked(it.nextElementSibling) || marked(it.closest("label")) || !!it.closest(".composer-box");
      return shown ? "" : `${it.tagName}.${it.className}`;
    });
    if (seen) hidden.push(seen);
  }
  check(`${name}: the focus is always visible`, hidden.length === 0, hidden.join(", "));
}

/** WCAG 2.5.8: 24 by 24, or so far from the others that a circle of 24 around it touches none; links within a sentence are as high as it is. */
export async function targets_can_be_hit(page, name) {
  const small = await page.evaluate(() => {
    const shown = (it) => it.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && it.getClientRects().length > 0;
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=option], [tabindex='0']")]
      .filter((it) => shown(it) && !it.closest(".skip, .trap, [inert]"))
      .map((it) => [it, (it.matches("input[type=radio], input[type=checkbox]") ? it.closest("label") ?? it.nextElementSibling ?? it : it).getBoundingClientRect()]);
    const in_sentence = (it) => getComputedStyle(it).display === "inline" && [...it.parentElement.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    return all
      .filter(([it, box]) => box.width > 1 && box.height > 1 && (box.width < 23.9 || box.height < 23.9) && !in_sentence(it))
      .filter(([it, box]) => {
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        return all.some(([other, at]) => other !== it && !other.contains(it) && !it.contains(other) && at.width > 1
          && Math.hypot(Math.max(at.left - x, 0, x - at.right), Math.max(at.top - y, 0, y - at.bottom)) < 12);
      })
      .map(([it, box]) => `${it.tagName}.${it.className} ${Math.round(box.width)}×${Math.round(box.height)} ${it.innerText?.slice(0, 30) ?? ""}`);
  });
  check(`${name}: what can be pressed can be hit`, small.length === 0, small.join(" | "));
}

/** For who asked for stillness nothing moves, and nothing would. */
export async function nothing_moves(page, name) {
  const moving = await page.evaluate(() => {
    const long = (text) => text.split(",").some((it) => (it.trim().endsWith("ms") ? parseFloat(it) : parseFloat(it) * 1000) > 1);
    return [...document.querySelectorAll("*")]
      .filter((it) => it.checkVisibility())
      .filter((it) => {
        const style = getComputedStyle(it);
        return (style.animationName !== "none" && long(style.animationDuration)) || (style.transitionProperty !== "none" && long(style.transitionDuration));
      })
      .map((it) => `${it.tagName}.${it.className}`);
  });
  check(`${name}: nothing moves`, moving.length === 0, [...new Set(moving)].slice(0, 8).join(", "));
}

/** In forced colours a ground is no sign any more: what is chosen must still differ from its neighbours. */
export async function signs_outlive_their_colours(page, name) {
  const lost = await page.evaluate(() => {
    const chosen = "[aria-current]:not([aria-current=false]), [aria-pressed=true], [aria-selected=true], [data-at], input:checked";
    const face = (it) => (it.matches("input[type=radio], input[type=checkbox]") ? (getComputedStyle(it).appearance === "auto" && it.getClientRects()[0]?.width > 4 ? null : it.closest("label") ?? it.nextElementSibling) : it);
    const sides = ["Top", "Right", "Bottom", "Left"];
    const canvas = getComputedStyle(document.body.appendChild(Object.assign(document.createElement("i"), { style: "background: Canvas" }))).backgroundColor;
    document.body.lastChild.remove();
    const ground = (colour) => (/, 0\)$/.test(colour) ? canvas : colour); /* one sees through it */
    const look = (it) => {
      const of = (one, pseudo) => {
        const s = getComputedStyle(one, pseudo);
        if (pseudo && s.content === "none") return "";
        return [s.forcedColorAdjust === "none" ? s.backgroundColor : "", s.fontWeight, s.textDecorationLine, s.outlineStyle, s.outlineWidth, s.color, ground(s.backgroundColor),
          ...sides.flatMap((side) => [s[`border${side}Style`], s[`border${side}Width`], s[`border${side}Color`]])].join(" ");
      };
      return [it, ...it.querySelectorAll("*")].map((one) => of(one) + of(one, "::before") + of(one, "::after")).join("\n");
    };
    return [...document.querySelectorAll(chosen)].filter((it) => {
      const own = face(it);
      if (!own || !it.checkVisibility()) return false;
      const kind = it.matches("input") ? `input[name="${it.name}"]:not(:checked)` : it.tagName;
      const others = [...(it.closest("ul, ol, nav, [role=radiogroup], [role=tablist], [role=listbox], table, .list-rows") ?? it.parentElement).querySelectorAll(kind)].filter((o) => !o.matches(chosen));
      const other = others.map(face).find((o) => o && o.childElementCount === own.childElementCount) ?? others.map(face).find(Boolean);
      return other && look(own) === look(other);
    }).map((it) => `${it.tagName}.${it.className} ${it.innerText?.slice(0, 20) ?? it.value}`);
  });
  check(`${name}: what is chosen is not chosen by its colour alone`, lost.length === 0, lost.join(" | "));
  const gone = await page.evaluate(() =>
    [...document.querySelectorAll("button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea")]
      .filter((it) => it.checkVisibility() && it.getBoundingClientRect().width > 1 && !it.closest(".trap"))
      .filter((it) => {
        const bordered = (one) => one && parseFloat(getComputedStyle(one).borderBlockEndWidth) > 0 && getComputedStyle(one).borderBlockEndStyle !== "none";
        return !it.innerText?.trim() && !it.querySelector("svg, img") && !bordered(it) && ![it.parentElement, it.closest("[class*=box]")].some(bordered);
      })
      .map((it) => `${it.tagName}.${it.className}`));
  check(`${name}: every field and button has an edge or words`, gone.length === 0, gone.join(", "));
}

/** What people wrote, moments, and what is written for machines: neither translated nor measured. */
const NOT_OURS = "bdi, [dir=auto]:not(html), [dir=ltr]:not(html), [translate=no], time, code, kbd, script, style, noscript, [lang]:not(html)";

/** In the trial language (tools/words) all that we say stands in brackets. */
export async function all_is_translated(page, name, people = []) {
  const found = await page.evaluate(([not_ours, people]) => {
    const strip = (text) => {
      for (let before = ""; before !== text; ) [before, text] = [text, text.replace(/\[[^[\]]*\]/g, "")];
      return text;
    };
    const UNITS = /\b\d+([.,]\d+)?\s?(s|secs?|m|mins?|h|hrs?|hours?|d|days?|wks?|weeks?|mths?|months?|yrs?|years?|%|kB|byte|[KMG]B)\b\.?/g;
    const DATES = /\b([A-Z][a-z]{2,8}day,? )?\d{1,2} [A-Z][a-z]{2,8}( \d{4})?(,? (at )?\d{1,2}:\d{2})?/g; /* Intl says both, in the locale that a trial has: en-GB */
    const ZONES = /^[A-Z]\w+(\/[\w+-]+)+$|^UTC$/;
    const DAYS = /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$/; /* so are they */
    const LANGUAGE = /^(Arabic|English|Spanish)$/; /* and these */
    const IN_BRACKETS = /\((?:(?:Ctrl|Shift|Alt)\+)+\w\)/g; /* the keys of a button, behind its name */
    const KEYS = /^((Ctrl|Shift|Alt|Enter|Esc|⌘|\S)( |$))+/;
    const ours = (text) => !/\p{L}{2,}/u.test(strip(text).replace(DAYS, "").replace(LANGUAGE, "").replace(IN_BRACKETS, "").replace(/https?:\/\/\S*|\{\w+\}/g, "").replace(DATES, "").replace(UNITS, ""));
    const faults = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      const it = node.parentElement;
      if (!node.data.trim() || it.closest(not_ours) || !(it.closest("option, .heard") || it.checkVisibility())) continue;
      if (!ours(node.data) && !(it.matches("option") && (people.includes(node.data) || ZONES.test(node.data)))) faults.push(`${it.tagName}.${it.className}: ${node.data.trim().slice(0, 80)}`);
    }
    const theirs = new Set([...document.querySelectorAll(not_ours)].map((it) => it.textContent.trim()));
    for (const it of document.body.querySelectorAll("[aria-label], [placeholder], [alt], [title]"))
      for (const attribute of ["aria-label", "placeholder", "alt", "title"]) {
        const text = it.getAttribute(attribute);
        if (text && !it.closest("time, [aria-hidden=true], [translate=no]") && !theirs.has(text.trim()) && !KEYS.test(text) && !ours(text)) faults.push(`${it.tagName}.${it.className} ${attribute}: ${text.slice(0, 80)}`);
      }
    return faults;
  }, [NOT_OURS, people]);
  check(`${name}: every word is translated`, found.length === 0, [...new Set(found)].slice(0, 12).join("\n    "));
}

/** Words have room: none is cut off without saying what it was (title), none runs out of its box or over its neighbour. */
export async function words_have_room(page, name) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))); /* what is measured by its box has been */
  const found = await page.evaluate((not_ours) => {
    const clips = (style) => /hidden|clip/.test(style.overflowX) || /hidden|clip/.test(style.overflowY);
    const scrolls = (style) => /auto|scroll/.test(style.overflowX) || /auto|scroll/.test(style.overflowY);
    const faults = [], texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      const it = node.parentElement;
      if (!node.data.trim() || it.closest("option, script, style, .heard, .skip:not(:focus), .trap, noscript") || !it.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const label = `${it.tagName}.${it.className}: ${node.data.trim().slice(0, 60)}`;
      let floats = false;
      for (const box of range.getClientRects()) {
        if (box.width < 1) continue;
        let seen = { left: box.left, right: box.right, top: box.top, bottom: box.bottom }, cut = false, block = null;
        for (let at = it; at && at !== document.documentElement; at = at.parentElement) {
          const style = getComputedStyle(at), room = at.getBoundingClientRect();
          if (!block && !style.display.startsWith("inline") && style.display !== "contents") block = at;
          if (!block && /inline-/.test(style.display)) block = at;
          if (/absolute|fixed|sticky/.test(style.position)) floats = true;
          if (scrolls(style)) {
            seen = { left: Math.max(seen.left, room.left), right: Math.min(seen.right, room.right), top: Math.max(seen.top, room.top), bottom: Math.min(seen.bottom, room.bottom) };
            continue;
          }
          if (clips(style) && room.width > 2 && at.scrollWidth > at.clientWidth + 1 && at.clientWidth > 0) cut = true;
          if (clips(style) && room.width > 2 && (box.right > room.right + 1.5 || box.left < room.left - 1.5 || box.bottom > room.bottom + 4 || box.top < room.top - 4)) cut = true;
        }
        if (seen.right - seen.left < 1 || seen.bottom - seen.top < 1) continue;
        if (cut && !it.closest("[title]") && !it.closest(not_ours)) faults.push(`cut off: ${label}`);
        if (block && !cut && !it.closest(not_ours)) {
          const room = block.getBoundingClientRect();
          if (box.right > room.right + 1.5 || box.left < room.left - 1.5 || box.bottom > room.bottom + 4 || box.top < room.top - 4) faults.push(`out of its box: ${label}`);
        }
        if (!cut) texts.push([it, seen, label, floats]);
      }
    }
    for (let i = 0; i < texts.length; i++)
      for (let k = i + 1; k < texts.length; k++) {
        const [a, x, one, up] = texts[i], [b, y, other, down] = texts[k];
        if (up || down || a === b || a.contains(b) || b.contains(a)) continue;
        const wide = Math.min(x.right, y.right) - Math.max(x.left, y.left), high = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top);
        if (wide > 2 && high > 5) faults.push(`over each other: ${one} / ${other}`);
      }
    return faults;
  }, NOT_OURS);
  check(`${name}: words have room`, found.length === 0, [...new Set(found)].slice(0, 12).join("\n    "));
}
