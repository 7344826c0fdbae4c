// Asks by the three clients of sparql-http-client in each of their operations: node http-client.mjs ADDRESS QUESTIONS
import ParsingClient from 'sparql-http-client/ParsingClient.js'
import SimpleClient from 'sparql-http-client/SimpleClient.js'
import StreamClient from 'sparql-http-client'
import { each, values } from './answers.mjs'

const [endpointUrl, questions] = process.argv.slice(2)
const { select, ask, graph, update, types, defaultGraph } = JSON.parse(questions)
const addresses = { endpointUrl, updateUrl: endpointUrl }
const simple = new SimpleClient(addresses)
const stream = new StreamClient(addresses)
const parsing = new ParsingClient(addresses)

await each({ get: 'get', form: 'postUrlencoded', direct: 'postDirect' }, async (operation) => {
  const told = {}
  for (const accept of types) {
    const answer = await simple.query.select(select, { operation, headers: { accept } })
    told[accept] = (await answer.text()).includes('state-isr')
  }
  for (const [name, { query }] of Object.entries({ stream, parsing })) {
    told[`${name} select`] = await values(await query.select(select, { operation }), 'state')
    told[`${name} ask`] = await query.ask(ask, { operation })
    told[`${name} graph`] = await values(await query.construct(graph, { operation }), 'predicate')
  }
  const limited = await simple.query.construct(graph, { operation, defaultGraph })
  told.dataset = (await limited.text()).trim() !== ''
  told.update = await parsing.query.update(update, { operation }).catch((error) => error.message)
  return told
})
