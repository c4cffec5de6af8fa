// A full copy of one language, to be read without a network: one long first sync, short ones later.

import { ApiProblem, type Answer, type Client } from "./client.js";

type List = Answer<"/api/v2/pages/">;
type Page = List["items"][number] | Answer<"/api/v2/pages/{id}/">;

export interface Copy {
  /** Up to where the changes are in the copy. */
  cursor: string;
  pages: Map<number, Page>;
}

export interface Report {
  fetched: number[];
  removed: number[];
}

/** Fetch all there is. */
export async function firstSync(client: Client): Promise<Copy> {
  // The cursor first: what is published while the list is being read comes again with the changes, and is not lost.
  const { meta } = await client.get("/api/v2/changes/", { query: { since: "now" } });
  const pages = new Map<number, Page>();
  let list = await client.get("/api/v2/pages/", { query: { locale: client.locale, limit: 100, fields: "*" } });
  for (;;) {
    for (const page of list.items) pages.set(page.id, page);
    if (list.meta.next === null) return { cursor: meta.cursor, pages };
    list = await client.follow<List>(list.meta.next);
  }
}

/**
 * Bring the copy up to date. If it is broken off, the cursor is where it got to, and it can be called again.
 *
 * Throws an ApiProblem with the status 410 when the site does not know the cursor any more: make a new copy then.
 */
export async function update(client: Client, copy: Copy): Promise<Report> {
  const fetched = new Set<number>();
  const removed = new Set<number>();
  for (;;) {
    const query = { since: copy.cursor, locale: client.locale };
    const { meta, items } = await client.get("/api/v2/changes/", { query });
    for (const change of items) {
      const page = change.is_gone ? null : await current(client, change.id);
      if (page) {
        copy.pages.set(change.id, page);
        fetched.add(change.id);
      } else if (copy.pages.delete(change.id)) {
        removed.add(change.id);
      }
    }
    copy.cursor = meta.cursor;
    if (!meta.has_more) return { fetched: [...fetched], removed: [...removed] };
  }
}

/** The page as it is now; null if it has been taken down since the change. */
async function current(client: Client, id: number): Promise<Page | null> {
  try {
    return await client.get("/api/v2/pages/{id}/", { path: { id } });
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.status === 404) return null;
    throw error;
  }
}
