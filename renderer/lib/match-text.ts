/** Whether every word of the query stands somewhere in the text; accents and capitals do not matter. */
export function matchesText(text: string, query: string): boolean {
  const plain = simplify(text);
  return simplify(query)
    .split(/\s+/)
    .every((word) => plain.includes(word));
}

function simplify(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
