"""The report in a browser: `report.py HEED FOLDER`.

Writes reports of the demo and of hostile data with the given heed, opens them in Chromium at several widths, light and
dark, on screen and on paper, and holds each against what README promises: no network, no script, nothing on the
console, nothing that axe-core finds, nothing wider than the screen. Pictures of each stay in FOLDER.
"""

import base64
import csv
import importlib.util
import json
import pathlib
import subprocess
import sys

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

SCRIPT = """# Weekly seller health
# Everything that a report can hold.
note "Who is leaving"
count sellers where churned by plan
measure count, rate of churned, average mrr, nps for sellers by plan
segment sellers where churned and mentioned trust limit 5
note "Over time"
trend customers doing login by week over last 6 months for sellers
trend rate of (did login) by week over last 6 months for sellers by plan
trend count of order by month as bar
lifecycle of login by month
retention of login by week for 12 weeks from signup for sellers
funnel signup then list_item then order then pay within 14 days for sellers
funnel search then order then pay within 7 days for buyers by device
paths after signup for 2 steps
note "What goes with it"
why churned among sellers limit 8
compare churned sellers versus sellers where not churned
blindspots for customers by role
priorities for sellers limit 5
count sellers where plan is prro
note "In their words"
quotes about trust for sellers where churned limit 3
topics for sellers where churned limit 8
words for buyers versus sellers limit 5
sample 3 sellers where churned spread by plan
person s0042
count customers by region, plan as heatmap
describe
explain count sellers where churned
"""

# A report of nine statements is at most five pages.
NINE = """note "Who is leaving"
count sellers where churned by plan
measure rate of churned, nps for sellers by plan
segment sellers where churned and mentioned trust limit 5
note "Over time"
trend count of order by month
trend nps by month
lifecycle of login by month
note "Why"
why churned among sellers limit 6
quotes about trust for sellers where churned limit 3
funnel signup then list_item then order for sellers
"""

HOSTILE = [
    "<script>window.broken = 1</script>",
    "\"><img src=x onerror=\"window.broken = 1\">",
    "'><svg/onload=window.broken=1>",
    "</title></style></textarea></main><iframe src=\"https://example.com\"></iframe>",
    "<!-- --><a href=\"javascript:window.broken=1\">x</a>",
    "&lt;b&gt; &amp;quot; &#60;script&#62;",
    "\u202egnp.exe \u2066turned\u2069 \u200fright",
    "bell \x07 escape \x1b[31m delete \x7f",
    "👩‍👩‍👧‍👦 🏳️‍🌈 z̷̛͇a̶̢͝l̵̨̛g̸͎͝ȯ̷̘",
    "مرحبا بالعالم שלום",
    "Pneumono" + "ultramicroscopic" * 200,
    "日本語" * 300,
    "http://example.com/" + "a/" * 300,
    "`code` and \"\"quotes\"\" '; drop table",
]


def write_hostile(folder):
    """A workspace whose every cell, name of a column and name of an event is hostile."""
    folder.mkdir(parents=True)
    column = HOSTILE[1]
    with open(folder / "customers.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name", "plan", "signup", column])
        for number in range(60):
            text = HOSTILE[number % len(HOSTILE)]
            rows.writerow([f"c{number}{text[:20]}", text, text, f"2025-0{1 + number % 6}-11", text])
    with open(folder / "events.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["who", "what", "when", column])
        for number in range(300):
            text = HOSTILE[number % len(HOSTILE)]
            rows.writerow(
                [f"c{number % 60}{HOSTILE[number % 60 % len(HOSTILE)][:20]}", text, f"2025-0{1 + number % 6}-15", text])
    with open(folder / "feedback.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["who", "at", "words", "channel", "score"])
        for number in range(60):
            text = HOSTILE[number % len(HOSTILE)]
            rows.writerow([f"c{number}{text[:20]}", f"2025-0{1 + number % 6}-20", f"trust {text}", text, number % 11])
    (folder / "workspace.heed").write_text(
        'load customers from "customers.csv"\n  key id label name segments by plan start signup\n'
        'load events from "events.csv"\n  customer who name what at when\n'
        'load feedback from "feedback.csv"\n  customer who at at text words channel channel score score from 0 to 10\n')
    notes = "\n".join(f"note '{text.replace(chr(39), chr(39) * 2)}'" for text in HOSTILE if text.isprintable())
    (folder / "script.heed").write_text(f"""# {HOSTILE[0]} "{HOSTILE[1]}"
{notes}
segment customers where mentioned trust limit 20
count customers by plan
count customers by plan as bar
quotes about trust limit 20
topics
trend nps by month
trend nps by month for customers by plan
measure count, nps for customers by plan
lifecycle of `{HOSTILE[0]}` by month
funnel signup then `{HOSTILE[0]}` for customers by plan
paths after signup for 2 steps
retention of `{HOSTILE[1]}` by month for 5 months by plan
describe
person "c0{HOSTILE[0][:20]}"
count customers where plan is `<script>window.broken = 2</script>`
count customers where plan is "<script>window.broken = 2</script>"
why (mentioned trust) among customers
""")


class Page:
    """A browser on one file, with what it asked of the network and said on its console."""

    def __init__(self):
        options = Options()
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]:
            options.add_argument(argument)
        options.binary_location = "/usr/bin/chromium"
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_script_timeout(300)
        package = importlib.util.find_spec("axe_playwright_python").submodule_search_locations[0]
        self.axe = (pathlib.Path(package) / "axe.min.js").read_text()

    def open(self, path, width, dark=False, media="", scripts=True):
        command = self.driver.execute_cdp_cmd
        self.driver.get("about:blank")
        self.driver.get_log("performance")
        self.driver.get_log("browser")
        command("Emulation.setDeviceMetricsOverride",
                {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        command("Emulation.setEmulatedMedia", {"media": media, "features": [scheme]})
        command("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        self.driver.get(path.resolve().as_uri())

    def ask(self, script):
        return self.driver.execute_script(script)

    def requests(self):
        entries = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [e["params"]["request"]["url"] for e in entries if e["method"] == "Network.requestWillBeSent"]

    def violations(self):
        self.ask(self.axe)
        result = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(done)")
        return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0].get('failureSummary', '')[:300]}"
                for v in result["violations"]]

    def picture(self, path):
        height = self.ask("return document.documentElement.scrollHeight")
        width = self.ask("return innerWidth")
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, 16000), "scale": 1}
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
        path.write_bytes(base64.b64decode(shot["data"]))

    def paper(self, path):
        path.write_bytes(base64.b64decode(
            self.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]))


ALLOWED = set("""html head meta title style body header h1 h2 h3 p main section figure figcaption div svg text tspan rect
line circle polyline polygon details summary table caption thead tbody tfoot tr th td span blockquote mark ul ol li pre code
footer dl dt dd a nav strong script button input""".split())

failures = []


def expect(is_so, where, what):
    if not is_so:
        failures.append(f"{where}: {what}")


def check(page, path, shots):
    """One report, every way that somebody may open it."""
    name = path.stem
    for look, width, dark in [("desktop", 1280, False), ("dark", 1280, True), ("phone", 360, False), ("narrow", 320, True)]:
        where = f"{name} {look}"
        page.open(path, width, dark)
        page.picture(shots / f"{name}-{look}.png")
        expect(page.ask("return document.documentElement.scrollWidth") <= width, where, "wider than the screen")
        cut = page.ask("""return [...document.querySelectorAll('svg.drawing > text')].filter(t => {
            const a = t.getBoundingClientRect(), b = t.parentNode.getBoundingClientRect();
            return a.left < b.left - 14 || a.right > b.right + 14 }).map(t => t.textContent)""")
        expect(not cut, where, f"letters outside their picture: {cut[:5]}")
        page.ask("document.querySelectorAll('details').forEach(d => d.open = true)")
        for violation in page.violations():
            expect(False, where, violation)
        expect(page.requests() == [path.resolve().as_uri()], where, "asked the network")
        console = [entry["message"] for entry in page.driver.get_log("browser")]
        expect(not console, where, f"said on the console: {console[:3]}")
        expect(page.ask("return window.broken === undefined"), where, "ran a script of the data")
        names = set(page.ask("return [...document.querySelectorAll('*')].map(e => e.localName)"))
        expect(names <= ALLOWED, where, f"elements that no format writes: {names - ALLOWED}")
        handlers = page.ask("""return [...document.querySelectorAll('*')].flatMap(e => [...e.attributes])
            .filter(a => a.name.startsWith('on') || /^(src|style|srcdoc)$/.test(a.name)
                || a.name == 'href' && !a.value.startsWith('#')).map(a => a.name)""")
        expect(not handlers, where, f"attributes that could do something: {handlers}")
        levels = page.ask("return [...document.querySelectorAll('h1,h2,h3')].map(h => +h.localName[1])")
        expect(levels[0] == 1 and levels.count(1) == 1, where, "not one title")
        expect(all(b <= a + 1 for a, b in zip(levels, levels[1:])), where, f"headings out of order: {levels}")
        texts = page.ask("return document.documentElement.textContent")
        expect(not any(ord(c) < 32 and c != "\n" or c in "\x7f\u202e\u2066" for c in texts), where, "control characters")
    page.open(path, 1280, scripts=False)
    page.picture(shots / f"{name}-without-script.png")
    text = page.ask("return document.body.textContent.replace(document.querySelector('script').textContent, '')")
    page.open(path, 1280)
    with_script = page.ask("return document.body.textContent.replace(document.querySelector('script').textContent, '')")
    expect(text == with_script, name, "says something else without script")
    sorts(page, name)


def sorts(page, name):
    """A press on a heading sorts its column, and a word in the field leaves the quotes that hold it."""
    page.ask("document.querySelectorAll('details').forEach(d => d.open = true)")
    order = page.ask("""const table = [...document.querySelectorAll('table')].find(t => t.tBodies[0].rows.length > 2);
        if (!table) return null;
        const column = [...table.tHead.rows[0].cells].findIndex(c => c.className.includes('number'));
        if (column < 0) return null;
        table.tHead.rows[0].cells[column].querySelector('button').click();
        return [...table.tBodies[0].rows].map(r => r.cells[column].dataset.value).filter(v => v !== undefined).map(Number)""")
    expect(order is None or order == sorted(order, reverse=True), name, f"does not sort: {order}")
    left = page.ask("""const field = document.querySelector('input[type=search]');
        if (!field) return null;
        field.value = 'TRUST';
        field.dispatchEvent(new Event('input'));
        return [...field.parentNode.querySelectorAll('.quote:not([hidden])')].map(q => q.textContent.toLowerCase())""")
    expect(left is None or all("trust" in text for text in left), name, "shows other quotes than asked for")


def check_paper(page, closed, full, shots):
    """On paper what is folded is left out, unless the report is written in full."""
    for path, wanted in [(closed, 0), (full, None)]:
        page.open(path, 1280, media="print")
        shown = page.ask("""return [...document.querySelectorAll('details > :not(summary)')]
            .filter(e => e.getBoundingClientRect().height > 0).length""")
        hidden = page.ask("""return [...document.querySelectorAll('details > :not(summary)')]
            .filter(e => e.getBoundingClientRect().height == 0).length""")
        expect(shown == 0 if wanted == 0 else hidden == 0, path.stem, f"on paper {shown} are shown and {hidden} hidden")
        page.paper(shots / f"{path.stem}.pdf")
    pages = (shots / f"{closed.stem}.pdf").read_bytes().count(b"/Type /Page\n")
    expect(0 < pages, closed.stem, "no pages")
    return pages


def main():
    heed, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    subprocess.run(["rm", "-rf", str(folder)], check=True)
    folder.mkdir(parents=True)
    subprocess.run([heed, "demo", str(folder / "demo")], check=True, stdout=subprocess.DEVNULL)
    (folder / "demo" / "weekly.heed").write_text(SCRIPT)
    write_hostile(folder / "hostile")
    (folder / "demo" / "nothing.heed").write_text("segment sellers where mrr < 0\n")
    reports = []
    for script in [folder / "demo" / "weekly.heed", folder / "hostile" / "script.heed", folder / "demo" / "nothing.heed"]:
        report = folder / f"{script.parent.name}-{script.stem}.html"
        subprocess.run([heed, "run", str(script), "--format", "html", "--output", str(report)], stderr=subprocess.DEVNULL)
        reports.append(report)
    page = Page()
    try:
        for report in reports:
            check(page, report, folder)
        nine = folder / "demo" / "nine.heed"
        nine.write_text(NINE)
        for name, more in [("nine", []), ("nine-full", ["--full"])]:
            subprocess.run([heed, "run", str(nine), "--format", "html", "--output", str(folder / f"{name}.html"), *more],
                           stderr=subprocess.DEVNULL)
        pages = check_paper(page, folder / "nine.html", folder / "nine-full.html", folder)
        expect(pages <= 5, "nine", f"{pages} pages")
    finally:
        page.driver.quit()
    for failure in failures:
        print(failure)
    print(f"{len(reports)} reports in the browser, {len(failures)} failures; pictures in {folder}")
    sys.exit(1 if failures else 0)


main()
