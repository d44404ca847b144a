const { ApolloServer } = require('apollo-server');

// ruleid: javascript-graphql-introspection
const open = new ApolloServer({ schema, introspection: true });
// ok: javascript-graphql-introspection
const closed = new ApolloServer({ schema, introspection: process.env.NODE_ENV !== 'production' });
