/**
 * The example graph, as a graph file in its canonical text. It needs bash and coreutils, writes only inside its own
 * directory, and shows in half a minute what the product does: parallel tracks, a failure that a person retries, a
 * question, outputs. `$SIGNALBOX_ATTEMPT` lets the failing track succeed at its second attempt.
 */
export const EXAMPLE_GRAPH = `signalbox: 1
name: restart-game
description: "The example: stop a game, work on it side by side, ask who says go, start it again. One track fails the first time on purpose; its log says what to do. Nothing here touches your machine."
onFailure: continue
vertices:
  stop-game:
    description: Let the players leave, then stop.
    outputs:
      players: { type: integer, description: How many were sent home }
    script: |
      echo "Asking 12 players to leave."
      for left in 12 7 3 0; do
        echo "$left players are still in the game"
        sleep 0.6
      done
      echo "players=12" >> "$SIGNALBOX_OUTPUT"
      echo "The game has stopped."
  back-up:
    description: Pack each world into the archive of the day.
    inputs:
      keep: { type: integer, default: 3, min: 1, max: 30, description: How many backups to keep }
    outputs:
      archive: { type: string }
    script: |
      echo "Keeping the last {keep} backups."
      for world in north south east west; do
        echo "Packing the world of the $world"
        sleep 0.9
      done
      echo "archive=worlds-$(date +%Y-%m-%d).tar" >> "$SIGNALBOX_OUTPUT"
      echo "All worlds are packed."
  upgrade-server:
    description: Install the new version.
    inputs:
      version: { type: string, default: "2.4.1", pattern: "[0-9]+([.][0-9]+)*", description: Which one }
    script: |
      echo "Installing version {version}"
      for percent in 10 25 45 60 80 100; do
        echo "$percent %"
        sleep 0.8
      done
      echo "Version {version} is installed."
  verify-download:
    description: Compare the download with its checksum. Fails the first time, on purpose.
    script: |
      echo "Attempt $SIGNALBOX_ATTEMPT: comparing the download with its checksum"
      sleep 1.5
      if [ "$SIGNALBOX_ATTEMPT" -lt 2 ]; then
        echo "The file is shorter than it should be: the download was cut off." >&2
        echo "This failure is part of the example. Press Retry on this track: the second download is whole." >&2
        exit 1
      fi
      echo "The checksum fits."
  refresh-maps:
    description: Draw the maps anew.
    script: |
      for map in harbor forest castle mines desert; do
        echo "Drawing the map of the $map"
        sleep 0.7
      done
      echo "Five maps are ready."
  check-disk:
    description: Is there room for the new version?
    script: |
      df -h .
      sleep 1
      echo "There is room enough."
  start-game:
    description: Everything is prepared. Who says go, and where do the players come in?
    inputs:
      operator: { type: string, required: true, default: night shift, min: 2, description: Who says go }
      address: { type: ip, required: true, default: 127.0.0.1, description: Where the players come in }
    outputs:
      address: { type: ip, required: true }
    script: |
      echo "{operator} says go."
      for step in database rooms chat; do
        echo "Starting the $step"
        sleep 0.7
      done
      echo "address={address}" >> "$SIGNALBOX_OUTPUT"
      echo "The game is up at {address}."
  announce:
    description: Tell the players.
    script: |
      echo "Posting the news to 12 players."
      sleep 1
      echo "Done: the game is open again."
edges:
  - stop-game -> back-up
  - stop-game -> upgrade-server
  - stop-game -> verify-download
  - stop-game -> refresh-maps
  - stop-game -> check-disk
  - back-up -> start-game
  - upgrade-server -> start-game
  - verify-download -> start-game
  - refresh-maps -> start-game
  - check-disk -> start-game
  - start-game -> announce
layout:
  stop-game: [0, 280]
  back-up: [320, 0]
  upgrade-server: [320, 140]
  verify-download: [320, 280]
  refresh-maps: [320, 420]
  check-disk: [320, 560]
  start-game: [640, 280]
  announce: [960, 280]
`;
