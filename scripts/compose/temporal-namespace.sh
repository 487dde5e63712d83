#!/bin/sh
# Makes the namespace and what people search workflows by; does nothing when they are there.
set -eu
for attempt in $(seq 60); do
  temporal operator cluster health && break
  echo "Temporal is not healthy yet ($attempt)"
  sleep 2
done
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 30d
for name in OrganizationId JourneyId CustomerId Provider HoldReason; do
  temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$name" --type Keyword || true
done
