// Asks the endpoint by Comunica's fetcher in each of its methods and formats: node comunica.mjs ADDRESS QUESTIONS
import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint'
import { each, values } from './answers.mjs'

const [address, questions] = process.argv.slice(2)
const { select, ask, graph, update } = JSON.parse(questions)
const ways = {
  get: { method: 'GET' },
  form: { method: 'POST' },
  direct: { method: 'POST', directPost: true },
  query: { method: 'QUERY' },
}

await each(ways, async (way) => {
  const told = {}
  for (const format of ['', 'json', 'xml']) {
    const client = new SparqlEndpointFetcher({ ...way, ...formatted(format) })
    told[`select ${format}`] = await values(await client.fetchBindings(address, select), 'state')
    told[`ask ${format}`] = await client.fetchAsk(address, ask)
  }
  for (const format of ['', 'turtle', 'nt', 'trig', 'nq']) {
    const client = new SparqlEndpointFetcher({ ...way, ...formatted(format) })
    told[`graph ${format}`] = await values(await client.fetchTriples(address, graph), 'predicate')
  }
  const client = new SparqlEndpointFetcher(way)
  told.update = await client.fetchUpdate(address, update).catch((error) => error.message)
  return told
})

function formatted(format) {
  return format ? { additionalUrlParams: new URLSearchParams({ format }) } : {}
}
