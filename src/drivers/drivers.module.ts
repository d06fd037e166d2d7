import { Module } from '@nestjs/common';
import { DeviceEgress } from './device-egress.js';
import { HostKeys } from './ssh/host-keys.js';
import { providePlugin } from '../plugins/plugin.js';
import { NetconfDriver } from './netconf/netconf.driver.js';
import { NapalmDriver } from './napalm/napalm.driver.js';
import { NetmikoDriver } from './netmiko/netmiko.driver.js';
import { ParamikoDriver } from './paramiko/paramiko.driver.js';
import { PyeapiDriver } from './pyeapi/pyeapi.driver.js';
import { SnmpDriver } from './snmp/snmp.driver.js';

/** Offers the drivers that come with NetPulse, by their tokens in the plugin registry. */
@Module({
  providers: [
    DeviceEgress,
    HostKeys,
    providePlugin(NetconfDriver),
    providePlugin(NapalmDriver),
    providePlugin(NetmikoDriver),
    providePlugin(ParamikoDriver),
    providePlugin(PyeapiDriver),
    providePlugin(SnmpDriver),
  ],
})
export class DriversModule {}
