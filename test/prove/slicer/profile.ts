/**
 * What the slicer is told: a bed-slinger with a 0.4 mm nozzle and PLA, as the seed's `fdm-250` is meant (0.2 mm layers, 2 walls, 5 layers above
 * and 4 below). Speeds and accelerations are the usual ones of that class of printer.
 */
const PROFILE = {
  nozzle_diameter: 0.4,
  filament_diameter: 1.75,
  filament_density: 1.24,
  bed_shape: '0x0,250x0,250x210,0x210',
  max_print_height: 210,
  layer_height: 0.2,
  first_layer_height: 0.2,
  perimeters: 2,
  top_solid_layers: 5,
  bottom_solid_layers: 4,
  fill_pattern: 'gyroid',
  extrusion_width: 0.45,
  perimeter_speed: 45,
  external_perimeter_speed: 25,
  small_perimeter_speed: 25,
  infill_speed: 80,
  solid_infill_speed: 80,
  top_solid_infill_speed: 40,
  support_material_speed: 50,
  gap_fill_speed: 40,
  bridge_speed: 30,
  first_layer_speed: 20,
  travel_speed: 180,
  default_acceleration: 1_000,
  perimeter_acceleration: 800,
  infill_acceleration: 1_000,
  machine_limits_usage: 'time_estimate_only',
  machine_max_acceleration_extruding: 1_250,
  machine_max_acceleration_x: 1_000,
  machine_max_acceleration_y: 1_000,
  machine_max_acceleration_travel: 1_250,
  cooling: 1,
  slowdown_below_layer_time: 15,
  min_print_speed: 15,
  gcode_comments: 0,
  skirts: 0,
  complete_objects: 0,
} as const;

/** The profile as the slicer reads it. In: infill in percent, whether it may build supports. */
export const profileOf = (infillPercent: number, supports: boolean): string =>
  Object.entries({
    ...PROFILE,
    fill_density: `${infillPercent}%`,
    support_material: supports ? 1 : 0,
    support_material_auto: 1,
    support_material_threshold: 45,
  })
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
