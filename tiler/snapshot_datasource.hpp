// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: how Mapnik sees a scene.
#pragma once

#include <mapnik/datasource.hpp>

#include "tiler/map_document.hpp"
#include "tiler/paint_job.hpp"

namespace sanvat::tiler {

/// Serves one layer of a map from whatever job its painter is at. Features have the fields `look` and `label`.
/// Belongs to the painter's thread.
class SnapshotDatasource : public mapnik::datasource {
public:
    /// `job` is the painter's: it points to the present job while Mapnik renders, and outlives the source.
    /// `filtered` tells whether the job's filter counts for this layer.
    SnapshotDatasource(const PaintJob* const* job, MapLayer layer, bool filtered);

    [[nodiscard]] datasource_t type() const override { return Vector; }
    [[nodiscard]] boost::optional<mapnik::datasource_geometry_t> get_geometry_type() const override;
    [[nodiscard]] mapnik::featureset_ptr features(const mapnik::query& query) const override;
    [[nodiscard]] mapnik::featureset_ptr features_at_point(const mapnik::coord2d& point,
                                                           double tolerance) const override;
    [[nodiscard]] mapnik::box2d<double> envelope() const override;
    [[nodiscard]] mapnik::layer_descriptor get_descriptor() const override { return descriptor_; }

private:
    [[nodiscard]] const SceneItems& items() const;

    const PaintJob* const* job_;
    MapLayer layer_;
    bool filtered_;
    mapnik::layer_descriptor descriptor_;
};

}  // namespace sanvat::tiler
