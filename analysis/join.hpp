// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "data/import.hpp"

namespace sanvat::analysis {

/// Any points against any polygons.
struct JoinQuestion {
    std::string units;                      ///< polygons: "FILE" or "FILE:layer", anything GDAL reads
    std::string points;                     ///< likewise; a table with lon and lat or WKT columns is one, too
    std::optional<std::string> units_srs;   ///< CRS of the units, over what their file says: "EPSG:9210"
    std::optional<std::string> points_srs;  ///< likewise of the points
    std::filesystem::path out;              ///< written in the format its name ends with
    std::optional<std::string>
        unit_key;  ///< field that names a unit; default: the first of code, id, name, else the record number
    std::optional<double> nearest_within_m;  ///< a point outside every unit takes the nearest one at most that far away
    unsigned threads = 0;                    ///< that look for units; 0: one a core
    std::function<void(const data::ImportProgress&)> progress;
};

/// Two units that share ground, by name.
struct NamedOverlap {
    std::string first;  ///< the lower of the two names: a point on the shared ground goes there
    std::string second;
    double area_m2;  ///< geodesic, WGS 84
};

struct JoinReport {
    std::int64_t units = 0;
    std::int64_t points = 0;
    std::int64_t inside = 0;
    std::int64_t near = 0;               ///< outside every unit, but one is within reach
    std::int64_t outside = 0;            ///< kept with a null unit
    std::int64_t unplaced = 0;           ///< points without a place, kept with a null unit
    double reading_s = 0;                ///< that reading the points took, on a thread of its own
    double finding_s = 0;                ///< that looking for their units took, meanwhile
    double writing_s = 0;                ///< that writing them took, in turn with looking for units
    std::vector<NamedOverlap> overlaps;  ///< of at least a square metre, largest first
};

/// Writes every point with all its fields, then `unit` (the lowest name of the units that cover it) and, where
/// `nearest_within_m` is asked, `unit_distance_m` (geodesic; 0 inside). Streams: memory grows with the units and not
/// with the points. Both layers are taken to longitude and latitude in WGS 84, where edges are straight.
///
/// All or nothing: the file appears when it is complete. Throws Error: bad_input (naming file, layer and record) where
/// a source cannot be read, a unit is no valid polygon or crosses the antimeridian, a point is something else or has
/// broken coordinates, or a layer is empty; bad_value for an unknown key field, CRS or output format, or where the
/// output is one of the sources.
[[nodiscard]] JoinReport join(const JoinQuestion& question);

}  // namespace sanvat::analysis
