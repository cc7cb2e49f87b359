// Buys with every method in headless Chromium: node buy.mjs SHOP_URL TOOL_URL [SCREENSHOT_FOLDER]
// Closes with "N passed, M failed".
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [shop, tool, pictures] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});

let page;
let count = 0;
let name = "";
/** Keeps a picture of what the buyer sees, when asked to. */
async function picture() {
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    count += 1;
    await page.screenshot({ path: `${pictures}/${name}-${count}.png`, fullPage: true });
  }
}
const press = async (selector, where = page) => {
  await picture();
  await where.click(selector);
};
async function ask(method, path, wish) {
  const answer = await fetch(tool + path, { method, body: wish && JSON.stringify(wish) });
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${body.error}`);
  return body;
}

async function card(holder) {
  await page.fill("#number", "4900000000000000");
  await page.fill("#month", "12");
  await page.fill("#year", "30");
  await page.fill("#holder", holder);
  await page.fill("#code", "123");
  await press("#pay");
}
/** Somebody pays elsewhere: the test tool is told. */
async function paidLater(wish) {
  await picture();
  await page.click("#see");
  const id = await page.textContent("#payment");
  await ask("POST", `/tool/payments/${id}/status`, { to: "40", ...wish });
  await page.reload();
}
async function enterFromForm() {
  // A shop shows a carrier's form as it came: the buyer presses its button.
  const button = page.locator("form input[type=submit]");
  if (new URL(page.url()).origin === shop && (await button.count()) === 1) await press("form input[type=submit]");
}

/** Name, what the buyer does after choosing it, status in the end. */
const methods = {
  card: [() => card("TARO"), "20"],
  "3ds": [async () => {
    await card("BAVCA");
    await page.fill("input[name=challengeDataEntry]", "14012");
    await press("[type=submit]");
  }, "20"],
  cvs: [() => paidLater({}), "40"],
  atm: [() => paidLater({ bank_code: "0010" }), "40"],
  account: [() => paidLater({}), "40"],
  bank: [async () => {
    await picture();
    await page.click('[name=bankCode][value=D036], :text("楽天銀行")');
    await press('form[action$="/banking/dummy"] button');
    await press('[name=decision][value=pay]');
  }, "40"],
  c5: [async () => {
    await enterFromForm();
    await press("[name=do][value=agree]");
    await enterFromForm();
    await press("[name=do][value=buy]");
    await press("[name=do][value=next]");
  }, "21"],
  c4: [async () => {
    await enterFromForm();
    await press("[name=do][value=agree]");
    await enterFromForm();
    await press("[name=do][value=buy]");
  }, "20"],
  c6: [async () => {
    await enterFromForm();
    await press("[name=do][value=buy]");
  }, "21"],
  paidy: [async () => {
    await page.click("#pay");
    const inside = page.frameLocator("iframe");
    await inside.locator("[name=email]").fill("successful.payment@paidy.com");
    await inside.locator("[name=phone]").fill("08000000001");
    await picture();
    await inside.locator('form[action$="/paidy/buyer"] button.main').click();
    await inside.locator("[name=code]").fill("8888");
    await picture();
    await inside.locator('form[action$="/paidy/code"] button.main').click();
    await page.waitForURL("**/back**");
  }, "20"],
  emoney: [async () => {
    await enterFromForm();
    await press("[name=do][value=complete]");
  }, "40"],
  link: [async () => {
    await page.fill("[name=card_number]", "4900000000000000");
    await page.selectOption("[name=expire_month]", "12").catch(() => page.fill("[name=expire_month]", "12"));
    await page.selectOption("[name=expire_year]", "30").catch(() => page.fill("[name=expire_year]", "30"));
    await page.fill("[name=holder_name]", "TARO YAMADA");
    await press('form[action$="/linktype/card"] button');
    await press('form[action$="/linktype/card/done"] button');
    await press('a[href^="' + shop + '"]');
  }, "20"],
};

let failed = 0;
const wanted = process.env.METHODS ? process.env.METHODS.split(",") : Object.keys(methods);
for (name of wanted) {
  const [walk, status] = methods[name];
  count = 0;
  const context = await browser.newContext({ locale: "ja-JP", viewport: { width: 900, height: 700 } });
  page = await context.newPage();
  page.setDefaultTimeout(15000);
  // Nothing may come from anywhere but this machine.
  const strangers = [];
  page.on("request", (request) => {
    const host = new URL(request.url()).hostname;
    if (host !== "127.0.0.1") strangers.push(request.url());
  });
  try {
    await page.goto(shop);
    await page.click(`[id="${name}"]`);
    await walk();
    const found = await page.textContent("#status");
    await picture();
    if (found !== status) throw new Error(`status ${found} instead of ${status}`);
    if (strangers.length > 0) throw new Error(`asked ${strangers[0]}`);
    console.log(`ok ${name}: status ${found}`);
  } catch (trouble) {
    failed += 1;
    await picture().catch(() => {});
    console.log(`FAILED ${name} at ${page.url()}: ${trouble.message}`);
  }
  await context.close();
}
await browser.close();
console.log(`${wanted.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
