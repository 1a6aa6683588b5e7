// Several names as people list them in their language.
export const listed = (names: string[], locale: string) => new Intl.ListFormat(locale, { style: "short", type: "conjunction" }).format(names);
