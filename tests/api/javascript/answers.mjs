// What the scripts beside share: asking in each way, reading an answer, telling all of them.

export async function each(ways, ask) {
  const told = {}
  for (const [name, way] of Object.entries(ways)) told[name] = await ask(way)
  console.log(JSON.stringify(told))
}

// The values under one name in the members of a stream or list, sorted.
export async function values(members, name) {
  const found = new Set()
  for await (const member of members) found.add(member[name].value)
  return [...found].sort()
}
