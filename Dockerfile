# Everything is built in a stage of its own; the image holds the bot, what it needs to run, and nothing else: no compiler,
# no local Discord, no settings, no keys.

FROM node:22-bookworm AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY commands commands
RUN npm run build:bot && rm -rf dist/src/local-discord

# This image has a compiler, for platforms on which no compiled sqlite3 can be downloaded.
FROM node:22-bookworm AS modules
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Of all packages only the database's driver may run its install script.
RUN npm ci --omit=dev --ignore-scripts && npm rebuild sqlite3

FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production \
    LOCAL_DISCORD=never \
    STORE_URL=sqlite:///var/lib/strike-together/store/strike-together.sqlite \
    KEY_DIR=/var/lib/strike-together/keys \
    BACKUP_DIR=/var/lib/strike-together/backups \
    HEALTH_PORT=9100
COPY --from=modules /build/node_modules node_modules
COPY --from=build /build/dist dist
COPY package.json LICENSE ./
COPY data data
COPY deploy/docker-entry.sh /usr/local/bin/strike-together
RUN chmod 0755 /usr/local/bin/strike-together \
 && install -d -m 0700 -o node -g node /var/lib/strike-together \
      /var/lib/strike-together/store /var/lib/strike-together/keys /var/lib/strike-together/backups
USER node
VOLUME ["/var/lib/strike-together/store", "/var/lib/strike-together/keys", "/var/lib/strike-together/backups"]
STOPSIGNAL SIGTERM
# Whether the process is alive and its store answers. Whether Discord is reached is told by /readyz: that is no reason to
# start the bot anew.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.HEALTH_PORT+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["strike-together"]
CMD ["node", "dist/src/main.js"]
