# One image for the web, the runner and the migration: the same code, so that they cannot differ.
FROM node:20-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund --include=dev
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
# What scripts may ask for: bash is their default interpreter, util-linux has setpriv and unshare.
RUN apt-get update \
  && apt-get install -y --no-install-recommends bash ca-certificates curl python3 tini util-linux \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 SIGNALBOX_DATA=/data
COPY --from=build --chown=node:node /app ./
RUN mkdir -m 0700 /data && chown node:node /data
VOLUME /data
USER node
# Reaps the orphans that scripts leave, and passes signals on.
ENTRYPOINT ["tini", "--"]
# The web. compose.yaml starts the others with the same image.
CMD ["node", "--enable-source-maps", "dist/web.mjs"]
