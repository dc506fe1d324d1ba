"""What somebody meets who uses the keyboard alone, or cannot see as others do."""

from importlib.resources import files

from support.browsers import until

#: axe-core as one script, given to a page from outside, so that its policy stays the real one.
AXE = (files("axe_playwright_python") / "axe.min.js").read_text()

RULES = """axe.run(%s, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"], preload: false,
}).then(({ violations }) => violations.filter(({ impact }) => impact === "serious" || impact === "critical")
  .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ""}`)))"""

#: Controls on which the keyboard's focus is not to be seen: each is given the focus as the last key's successor.
RINGLESS = """(() => {
  const before = document.activeElement;
  const controls = [...document.querySelectorAll("button, a[href], input, select, textarea, summary, [tabindex='0']")]
    .filter((control) => control.checkVisibility({ visibilityProperty: true }) && !control.disabled);
  const without = controls.filter((control) => {
    control.focus({ preventScroll: true });
    if (document.activeElement !== control) return false;
    return ![control, control.closest("label")].some((shown) => {
      const { outlineStyle, outlineWidth } = shown ? getComputedStyle(shown) : {};
      return outlineStyle && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
  });
  before.focus?.();
  return without.map((control) => `no ring: ${control.outerHTML.slice(0, 160)}`);
})()"""


def findings(pages, part=None):
    """What is seriously wrong with each of these pages as it is now, or with a part that has just come; all are examined at once."""
    for page in pages:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        page.evaluate(f"(() => {{ window.examined = {RULES % (repr(part) if part else 'document')}; }})()")
    return [page.evaluate("examined") + ([] if part else ringless(page)) for page in pages]


def ringless(page):
    # A ring is for whoever uses keys: the page must have seen one.
    page.keyboard.press("Shift")
    return page.evaluate(RINGLESS)


def speaks(page, language):
    """Changes the page's language as its reader would."""
    page.locator(f"language-switch [lang={language}]").first.evaluate("(button) => button.click()")
    until(page, f"document.documentElement.lang === '{language}'", f"the page speaks {language}")


def tab_to(page, selector, most=120):
    """Goes with Tab to something that stands there by now."""
    until(page, f"[...document.querySelectorAll({selector!r})].some((each) => each.checkVisibility({{ visibilityProperty: true }}))", f"{selector} is shown")
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"Tab does not lead to {selector}")
