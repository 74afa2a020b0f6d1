"""A real browser: headless Chromium, which finds test names on this machine and keeps pictures of what it sees."""
import os
import re
from pathlib import Path

from harness import ROOT
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

PICTURES = Path(os.environ.get("LATCHKEY_SCREENSHOTS", ROOT / ".build/screenshots"))


# A page that is just being left takes its elements with it.
LEAVING = [NoSuchElementException, StaleElementReferenceException]


class Browser:
    """Chromium with a profile of its own."""

    def __init__(self, name, width=1280, height=900, *flags):
        options = webdriver.ChromeOptions()
        for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", f"--window-size={width},{height}",
                     "--host-resolver-rules=MAP *.test 127.0.0.1, MAP *.localhost 127.0.0.1", "--no-proxy-server",
                     "--disable-background-networking", "--lang=en", *flags):
            options.add_argument(flag)
        options.accept_insecure_certs = True
        options.binary_location = "/usr/bin/chromium"
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_page_load_timeout(30)
        self.folder, self.count = PICTURES / name, 0
        self.folder.mkdir(parents=True, exist_ok=True)

    def picture(self, title):
        """Keeps a picture of the page."""
        self.count += 1
        self.driver.save_screenshot(str(self.folder / f"{self.count:02}-{re.sub('[^a-z0-9]+', '-', title.lower())}.png"))

    def open(self, url):
        self.driver.get(url)
        return self

    def fill(self, **fields):
        """Types into fields, by name."""
        for name, value in fields.items():
            self.doing(lambda name=name, value=value: self.type(By.NAME, name.replace("__", "-"), value))
        return self

    def type(self, by, name, value):
        field = self.driver.find_element(by, name)
        field.clear()
        field.send_keys(value)
        return True

    def doing(self, action, within=15):
        """Does something to the page, again if the page was just being left."""
        return WebDriverWait(self.driver, within, 0.1, LEAVING).until(lambda _: action() or True)

    def press(self, selector="button[type=submit]"):
        self.doing(lambda: self.driver.find_element(By.CSS_SELECTOR, selector).click())
        return self

    def follow(self, text):
        self.doing(lambda: self.driver.find_element(By.PARTIAL_LINK_TEXT, text).click())
        return self

    def reaches(self, part, within=15):
        """Waits until the address holds a text, and answers the address."""
        WebDriverWait(self.driver, within).until(lambda driver: part in driver.current_url, f"never came to {part}")
        return self.driver.current_url

    def shows(self, text, within=15):
        """Waits until the page shows a text."""
        WebDriverWait(self.driver, within, 0.1, LEAVING).until(
            lambda driver: text in driver.find_element(By.TAG_NAME, "body").text, f"never showed {text!r}")
        return self

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    @property
    def url(self):
        return self.driver.current_url

    def complaints(self):
        """What the browser's console holds of errors: a broken content security policy, a missing file."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def close(self):
        self.driver.quit()
