// Pages through the states in Relay's store, from the start and from the end: node relay.mjs URL
import relay from "relay-runtime";
import Back from "./artifacts/pagesBackQuery.graphql.js";
import Forth from "./artifacts/pagesForthQuery.graphql.js";

const { createOperationDescriptor, Environment, fetchQuery, Network, RecordSource, Store } = relay;

async function ask(request, variables) {
  const body = JSON.stringify({ query: request.text, variables });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(process.argv[2], { method: "POST", headers, body });
  return answer.json();
}

// Three pages of three, one after the other; what the store then holds of the list.
async function pages(query, size, place, cursorOf) {
  const environment = new Environment({
    network: Network.create(ask),
    store: new Store(new RecordSource()),
  });
  let held = null;
  for (let page = 0; page < 3; page += 1) {
    const variables = { [size]: 3, [place]: held && cursorOf(held.pageInfo) };
    const operation = createOperationDescriptor(query, variables);
    environment.retain(operation);
    await fetchQuery(environment, query, variables).toPromise();
    held = environment.lookup(operation.fragment).data.states;
  }
  return held.edges.map((edge) => edge.node.label);
}

console.log(
  JSON.stringify({
    forth: await pages(Forth, "first", "after", (info) => info.endCursor),
    back: await pages(Back, "last", "before", (info) => info.startCursor),
  }),
);
