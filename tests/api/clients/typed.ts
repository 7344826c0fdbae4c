// A query whose answer has the types of the schema: what is misspelt here does not compile.
import { initGraphQLTada, type ResultOf, type VariablesOf } from "gql.tada";
import type { introspection } from "./schema.js";

const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { Date: string; DateTime: string; URL: string };
}>();

const CONTESTED = graphql(`
  query Contested($day: Date!) {
    propositions(where: { status: { eq: CONTESTED, asOf: $day } }, first: 2) {
      nodes {
        text
        currentStatus
        positions {
          nodes {
            stance
            holder {
              label
              ... on State {
                isoCode3
              }
            }
          }
        }
      }
    }
  }
`);

type Found = ResultOf<typeof CONTESTED>;
type Position = Found["propositions"]["nodes"][number]["positions"]["nodes"][number];

export const day: VariablesOf<typeof CONTESTED> = { day: "2025-03-06" };
export const denies = (each: Position): boolean => each.stance === "DENIES";
export const named = (found: Found): string[] => found.propositions.nodes.map((each) => each.text);
