// The browser ring: node test/browser/ring.mjs [postgres://…]. With a database, only the story and the thread are played there.
import { check, open_browser, open_house, part, sum_up } from "./house.mjs";
import { business } from "./business.mjs";
import { administration } from "./administration.mjs";
import { everybody } from "./everybody.mjs";
import { finding } from "./find.mjs";
import { formatted } from "./formatted.mjs";
import { hard_days } from "./hard_days.mjs";
import { hostile_mail } from "./hostile_mail.mjs";
import { inbox } from "./inbox.mjs";
import { instruments } from "./instruments.mjs";
import { own_languages } from "./languages.mjs";
import { mail } from "./mail.mjs";
import { mailboxes } from "./mailboxes.mjs";
import { story } from "./story.mjs";
import { tags } from "./tags.mjs";
import { thread } from "./thread.mjs";
import { together } from "./together.mjs";
import { trial_language } from "./trial_language.mjs";
import { weight } from "./weight.mjs";
import { open_world } from "./world.mjs";

async function every_screen(browser) {
  await instruments(browser);
  const world = await open_world(browser);
  try {
    await weight(world);
    await own_languages(world);
    await together(world);
    await trial_language(world);
    await everybody(world);
  } finally {
    await world.close();
  }
}

const database = process.argv[2] ?? "";
const house = await open_house(database);
const browser = await open_browser();
try {
  const agent = await story(browser, house);
  if (!database) {
    await finding(browser, house, agent);
    await formatted(browser, house, agent);
    await hard_days(browser, house, agent);
    await administration(browser, house, agent);
    await business(browser);
    const own = await open_house();
    await inbox(browser, own).finally(own.close);
    const tagged = await open_house();
    await tags(browser, tagged).finally(tagged.close);
    const boxed = await open_house();
    await mailboxes(browser, boxed).finally(boxed.close);
    await every_screen(browser);
    await mail(agent);
    await hostile_mail(browser);
  }
  await thread(browser, house, agent);
} catch (why) {
  check("the ring runs to its end", false, why.stack);
} finally {
  await part("the program stops when it is told to", async () => {
    await browser.close();
    await house.close();
    check("it is gone", true);
  });
}
process.exit(sum_up());
