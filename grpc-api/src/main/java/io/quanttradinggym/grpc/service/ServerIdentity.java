package io.quanttradinggym.grpc.service;

import java.util.Map;

/**
 * What a server tells about itself in the handshake.
 *
 * @param protocol number of the protocol that it speaks
 * @param buildVersion version of its build
 * @param machine what reports say about the machine
 */
public record ServerIdentity(int protocol, String buildVersion, Map<String, String> machine) {
  public ServerIdentity {
    machine = Map.copyOf(machine);
  }
}
