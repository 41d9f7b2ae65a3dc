# The images of all servers, one target each:
#   docker build --target upstart-controller .
#   docker build --target upstart-webhook .
#   docker build --target upstart-forge .
#   docker build --target upstart-front .
# What is special about a server is its flags of Node, and of the controllers the Helm that they run.

# The very Helm that the tests run, from the same module with the same sums.
FROM golang:1.26-trixie AS helm
WORKDIR /src
COPY packages/sandbox/go/helm4/ ./
RUN CGO_ENABLED=0 go build -trimpath -mod=readonly -buildvcs=false \
    -ldflags "-s -w -X helm.sh/helm/v4/internal/version.version=v4.3.1" \
    -o /out/helm helm.sh/helm/v4/cmd/helm

FROM node:24.21.0-trixie-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund && npm run build

FROM gcr.io/distroless/nodejs24-debian13:nonroot AS server
COPY --from=build /src/LICENSE /app/
# What every server is started by is the controllers'.
COPY --from=build /src/packages/controller/package.json /app/node_modules/@upstart/controller/
COPY --from=build /src/packages/controller/bin/launch.js /app/node_modules/@upstart/controller/bin/
ENV NODE_ENV=production
USER 65532:65532

FROM server AS upstart-controller
COPY --from=helm /out/helm /usr/local/bin/helm
COPY --from=build /src/packages/controller/package.json /app/packages/controller/
COPY --from=build /src/packages/controller/bin/ /app/packages/controller/bin/
COPY --from=build /src/packages/controller/dist/main.js /app/packages/controller/dist/
COPY --from=build /src/packages/controller/dist/chunks/ /app/packages/controller/dist/chunks/
ENV HELM_BIN=/usr/local/bin/helm
EXPOSE 8080
ENTRYPOINT ["/nodejs/bin/node", "--max-semi-space-size=4", "/app/packages/controller/bin/upstart-controller.js"]

FROM server AS upstart-webhook
COPY --from=build /src/packages/webhook/package.json /app/packages/webhook/
COPY --from=build /src/packages/webhook/bin/ /app/packages/webhook/bin/
COPY --from=build /src/packages/webhook/dist/main.js /app/packages/webhook/dist/
COPY --from=build /src/packages/webhook/dist/chunks/ /app/packages/webhook/dist/chunks/
EXPOSE 9443
ENTRYPOINT ["/nodejs/bin/node", "--max-semi-space-size=4", "--heap-growing-percent=50", "/app/packages/webhook/bin/upstart-webhook.js"]

FROM server AS upstart-forge
COPY --from=build /src/packages/forge/package.json /app/packages/forge/
COPY --from=build /src/packages/forge/bin/ /app/packages/forge/bin/
COPY --from=build /src/packages/forge/dist/main.js /app/packages/forge/dist/
COPY --from=build /src/packages/forge/dist/chunks/ /app/packages/forge/dist/chunks/
EXPOSE 8080 8081
ENTRYPOINT ["/nodejs/bin/node", "/app/packages/forge/bin/upstart-forge.js"]

FROM server AS upstart-front
COPY --from=build /src/packages/front/package.json /app/packages/front/
COPY --from=build /src/packages/front/bin/ /app/packages/front/bin/
COPY --from=build /src/packages/front/dist/main.js /app/packages/front/dist/
COPY --from=build /src/packages/front/dist/chunks/ /app/packages/front/dist/chunks/
EXPOSE 8080 8081
ENTRYPOINT ["/nodejs/bin/node", "/app/packages/front/bin/upstart-front.js"]
