// Read by relay-compiler, which makes an artifact of each query; never run.
import { graphql } from "relay-runtime";

graphql`
  query pagesForthQuery($first: Int!, $after: String) {
    states(first: $first, after: $after) @connection(key: "forth_states") {
      edges {
        node {
          label
        }
      }
    }
  }
`;

graphql`
  query pagesBackQuery($last: Int!, $before: String) {
    states(last: $last, before: $before) @connection(key: "back_states") {
      edges {
        node {
          label
        }
      }
    }
  }
`;
