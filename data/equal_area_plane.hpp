// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "data/geometry.hpp"

namespace sanvat::data {

/// A place on a plane, in metres: x east and y north of the plane's centre.
struct PlanePoint {
    double x = 0;
    double y = 0;
};

/// The ground around a place laid flat so that areas stay true: Lambert's azimuthal equal-area projection of the WGS 84
/// ellipsoid (Snyder 1987, "Map projections: a working manual", chapter 24), computed by PROJ: there and back within
/// 5 mm. Lengths are off by at
/// most c²/8 at c radians from the centre: 0.03 % at 300 km, 0.3 % at 1,000 km.
///
/// Not thread-safe: one object a thread.
class EqualAreaPlane {
public:
    explicit EqualAreaPlane(LonLat centre);
    ~EqualAreaPlane();
    EqualAreaPlane(EqualAreaPlane&&) noexcept;
    EqualAreaPlane& operator=(EqualAreaPlane&&) noexcept;

    /// Nothing for the place opposite the centre, which has no single image.
    [[nodiscard]] std::optional<PlanePoint> project(LonLat place) const;

    /// Longitude −180 to 180. Nothing for a point beyond the image of the globe.
    [[nodiscard]] std::optional<LonLat> unproject(PlanePoint point) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sanvat::data
