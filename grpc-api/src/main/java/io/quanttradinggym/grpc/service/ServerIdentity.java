package io.quanttradinggym.grpc.service;

import java.util.Map;

/**
 * Identity of a server, as reported in the handshake.
 *
 * @param protocol number of its protocol
 * @param buildVersion version of its build
 * @param machine description of the machine, for reports
 */
public record ServerIdentity(int protocol, String buildVersion, Map<String, String> machine) {
  public ServerIdentity {
    machine = Map.copyOf(machine);
  }
}
