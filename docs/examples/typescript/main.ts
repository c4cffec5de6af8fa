// node dist/main.js SITE read            the newest pages in Bangla, and the first of them in English
// node dist/main.js SITE sync COPY.json  a full copy of the Bangla pages, or what has changed since the last time
//
// Each step is one line of JSON on standard output.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { ApiProblem, Client, type Schemas } from "./client.js";
import { firstSync, update, type Copy, type Report } from "./copy.js";

const [site, command, file] = process.argv.slice(2);

function say(step: string, facts: object): void {
  console.log(JSON.stringify({ step, ...facts }));
}

async function read(client: Client): Promise<void> {
  const statements = () =>
    client.get("/api/v2/pages/", { query: { locale: client.locale, type: ["press.StatementPage"], limit: 5 } });
  const list = await statements();
  // Without `fields`, a list has the short form and a page all that it has. With it, either may lack anything but its id
  // and type, which is why the schema's own type of an answer is wider.
  const items = list.items as Schemas["PageItem"][];
  say("list", { locale: list.meta.locale, total: list.meta.total_count, titles: items.map((each) => each.title) });

  const translation = items[0]?.meta.translations.find((each) => each.locale !== client.locale);
  if (translation) {
    const answer = await client.get("/api/v2/pages/{id}/", { path: { id: translation.id } });
    const page = answer as Schemas["Page"];
    // `type` tells pages apart, and the compiler knows which fields each has; so it is with the blocks of a body.
    say("translation", {
      locale: page.meta.locale,
      title: page.title,
      ...(page.type === "press.StatementPage" && {
        issued_on: page.issued_on,
        headings: page.body.flatMap((block) => (block.type === "heading" ? [block.value.text] : [])),
      }),
    });
  }

  await statements();
  say("again", { unchanged: client.unchanged });

  try {
    await client.get("/api/v2/pages/", { query: { limit: 1000 } });
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const { status, code, errors } = error.problem;
    say("problem", { status, code, parameter: errors[0]?.parameter, maximum: errors[0]?.maximum });
  }
}

async function sync(client: Client, file: string): Promise<void> {
  const known = existsSync(file) ? load(file) : null;
  const report = known && (await updated(client, known));
  const copy = report ? known : await firstSync(client);
  save(file, copy);
  say(report ? "update" : "first", { ...report, pages: copy.pages.size });
}

/** Null when the copy is too old to be brought up to date. */
async function updated(client: Client, copy: Copy): Promise<Report | null> {
  try {
    return await update(client, copy);
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.status === 410) return null;
    throw error;
  }
}

function load(file: string): Copy {
  const { cursor, pages } = JSON.parse(readFileSync(file, "utf8"));
  return { cursor, pages: new Map(pages) };
}

function save(file: string, { cursor, pages }: Copy): void {
  writeFileSync(file, JSON.stringify({ cursor, pages: [...pages] }));
}

if (site && command === "read") {
  await read(new Client(site, "bn"));
} else if (site && command === "sync" && file) {
  await sync(new Client(site, "bn"), file);
} else {
  console.error("usage: node dist/main.js SITE read | SITE sync COPY.json");
  process.exitCode = 2;
}
