/**
 * What is known of a vendor besides its name and its registration (domain rules §7.3), as sealed in one place. Lists hold each
 * entry once, in the order in which it came.
 */
export interface Details {
  readonly products: readonly string[];
  /** Technologies that it uses or makes: the keyword list that a vendor answers when it registers. */
  readonly keywords: readonly string[];
  /** Canonical package URLs without version. */
  readonly purls: readonly string[];
  /** By post. */
  readonly address?: string | undefined;
  /** Where reports go: e-mail or web address. */
  readonly intake?: string | undefined;
  readonly notes?: string | undefined;
}

const detailTexts = ["address", "intake", "notes"] as const;
const detailLists = ["products", "keywords", "purls"] as const;
type ListName = (typeof detailLists)[number];

export const noDetails: Details = { products: [], keywords: [], purls: [] };

/** Entries of one list, and code points of one entry. */
export const mostEntries = 200;
export const longestEntry = 200;

/** Words with commas between, as people type them: "Hoshi Viewer, 画像ビューア、PNG". */
export const splitList = (typed: string): string[] =>
  typed
    .split(/[,、，\n]/)
    .map((s) => s.trim())
    .filter((s) => s !== "");

const isText = (x: unknown): x is string => typeof x === "string" && x !== "";

const listIn = (x: unknown): string[] => (isText(x) ? splitList(x) : Array.isArray(x) ? x.filter(isText) : []);

/** Reads what was sealed. Entries from before lists existed had their products as one text with commas. */
export function readDetails(json: string): Details {
  const stored: unknown = JSON.parse(json);
  const of = (name: string): unknown =>
    typeof stored === "object" && stored !== null ? Reflect.get(stored, name) : undefined;
  const text = (name: string) => (isText(of(name)) ? { [name]: of(name) } : {});
  return {
    products: listIn(of("products")),
    keywords: listIn(of("keywords")),
    purls: listIn(of("purls")),
    ...Object.assign({}, ...detailTexts.map(text)),
  };
}

/** How entries that differ only in how they are typed become one. */
type Fold = (entry: string) => string;

/** A list without what is in it twice. */
export const unique = (entries: readonly string[], fold: Fold): string[] => [
  ...entries.reduce((all, e) => (all.has(fold(e)) ? all : all.set(fold(e), e)), new Map<string, string>()).values(),
];

export interface ListChange {
  readonly add: Readonly<Partial<Record<ListName, readonly string[]>>>;
  /** Taken out of whichever list has it. */
  readonly remove: readonly string[];
}

/** Details with some entries more and some fewer. @returns also what changed, and what should go but was not there. */
export function changeLists(
  old: Details,
  { add, remove }: ListChange,
  fold: Fold,
): { readonly details: Details; readonly changed: readonly ListName[]; readonly missing: readonly string[] } {
  const gone = new Set(remove.map(fold));
  const lists = detailLists.map((name) => {
    const kept = old[name].filter((e) => !gone.has(fold(e)));
    return [name, unique([...kept, ...(add[name] ?? [])], fold)] as const;
  });
  const there = new Set(detailLists.flatMap((name) => old[name].map(fold)));
  return {
    details: { ...old, ...Object.fromEntries(lists) },
    changed: lists.filter(([name, list]) => list.join("\n") !== old[name].join("\n")).map(([name]) => name),
    missing: remove.filter((e) => !there.has(fold(e))),
  };
}
