# One image for the API, the worker and the migration; they differ in their command.
# Debian, because the Temporal SDK's native part is not built for musl.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY web/package.json web/
COPY scripts/image-steps.sh scripts/
RUN scripts/image-steps.sh install
COPY . .
RUN scripts/image-steps.sh build prune

FROM node:24-bookworm-slim
# Temporal's TLS connections and the vendors' certificates.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/web/dist ./web/dist
# The commit: Temporal's worker versioning is on when it is set.
ARG WORKER_BUILD_ID=""
ENV NODE_ENV=production PORT=3000 DATA_DIR=/tmp/afterjob WORKER_BUILD_ID=$WORKER_BUILD_ID
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/api/main.js"]
