// A typed client of the API over plain fetch. `schema.ts` is made from the OpenAPI document (see README.md).

import type { components, paths } from "./schema.js";

export type Schemas = components["schemas"];
export type Locale = "bn" | "en";

type Operation<Path extends keyof paths> = paths[Path]["get"];
type Parameters<Path extends keyof paths> = Operation<Path> extends { parameters: infer P } ? P : never;
type QueryOf<Path extends keyof paths> = Parameters<Path> extends { query?: infer Q } ? Q : never;
type PathOf<Path extends keyof paths> = Parameters<Path> extends { path: infer P } ? { path: P } : { path?: never };

/** What `path` answers with, by the schema. */
export type Answer<Path extends keyof paths> =
  Operation<Path> extends { responses: { 200: { content: { "application/json": infer Body } } } } ? Body : never;

/** An error as the API describes it (RFC 9457). `problem.code` is for programs, `problem.detail` for people. */
export class ApiProblem extends Error {
  constructor(readonly problem: Schemas["Problem"]) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.name = "ApiProblem";
  }
}

interface Kept {
  etag: string;
  body: unknown;
}

export class Client {
  /** Requests that were answered with "what you have is still good". */
  unchanged = 0;
  readonly #kept = new Map<string, Kept>();

  constructor(
    readonly site: string,
    readonly locale: Locale,
  ) {}

  /** Ask for `path`, with the parameters that the schema allows there. */
  get<Path extends keyof paths & string>(
    path: Path,
    ...[options]: PathOf<Path> extends { path: unknown }
      ? [PathOf<Path> & { query?: NonNullable<QueryOf<Path>> }]
      : [{ path?: never; query?: NonNullable<QueryOf<Path>> }?]
  ): Promise<Answer<Path>> {
    const asked = (options ?? {}) as { path?: object; query?: object };
    let address: string = path;
    for (const [name, value] of Object.entries(asked.path ?? {})) {
      address = address.replace(`{${name}}`, encodeURIComponent(String(value)));
    }
    const url = new URL(address, this.site);
    for (const [name, value] of Object.entries(asked.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value)); // of a list: commas between its values
    }
    return this.follow<Answer<Path>>(url.href);
  }

  /** Ask for an address that an answer named, such as `meta.next`. */
  async follow<Body>(url: string, triesLeft = 3): Promise<Body> {
    const kept = this.#kept.get(url);
    const response = await fetch(url, {
      headers: { "Accept-Language": this.locale, ...(kept && { "If-None-Match": kept.etag }) },
    });
    if (response.status === 304 && kept) {
      this.unchanged += 1;
      return kept.body as Body;
    }
    if (response.status === 429 && triesLeft > 0) {
      await new Promise((done) => setTimeout(done, 1000 * Number(response.headers.get("Retry-After") ?? 1)));
      return this.follow<Body>(url, triesLeft - 1);
    }
    if (response.headers.get("Content-Type")?.startsWith("application/problem+json")) {
      throw new ApiProblem((await response.json()) as Schemas["Problem"]);
    }
    if (!response.ok) {
      throw new Error(`${url} answered ${response.status}`);
    }
    const body = (await response.json()) as Body;
    const etag = response.headers.get("ETag");
    if (etag) this.#kept.set(url, { etag, body });
    return body;
  }
}
