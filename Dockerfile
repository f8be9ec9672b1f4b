# Caseline in a container: built in one stage, run from another that has neither compiler nor tests.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Nothing we depend on needs its install script: lmdb brings its binary as an optional package.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
RUN npm run build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE NOTICE ./
COPY bin ./bin
COPY flows ./flows
COPY locales ./locales
# A named volume takes over whose folder this is; code and flows stay root's, so the service cannot change itself.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# The process itself; whether calls may be sent here is /readyz's to say, which a restart would not mend.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The program handles SIGTERM itself, as the first process too.
ENTRYPOINT ["node", "bin/caseline.js"]
CMD ["start"]
