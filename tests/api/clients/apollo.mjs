// Pages through the states in Apollo's cache, from the start and from the end: node apollo.mjs URL
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client/core/index.js";
import { relayStylePagination } from "@apollo/client/utilities/index.js";

const STATES = gql`
  query States($first: Int, $after: String, $last: Int, $before: String) {
    states(first: $first, after: $after, last: $last, before: $before) {
      edges {
        cursor
        node {
          id
          label
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`;

// Three pages of three, one after the other; what the cache then holds of the list.
async function pages(size, place, cursorOf) {
  const client = new ApolloClient({
    link: new HttpLink({ uri: process.argv[2] }),
    cache: new InMemoryCache({
      typePolicies: { Query: { fields: { states: relayStylePagination() } } },
    }),
  });
  let held = null;
  for (let page = 0; page < 3; page += 1) {
    const variables = { [size]: 3, [place]: held ? cursorOf(held.pageInfo) : undefined };
    await client.query({ query: STATES, variables, fetchPolicy: "network-only" });
    held = client.readQuery({ query: STATES, variables }).states;
  }
  return held.edges.map((edge) => edge.node.label);
}

console.log(
  JSON.stringify({
    forth: await pages("first", "after", (info) => info.endCursor),
    back: await pages("last", "before", (info) => info.startCursor),
  }),
);
