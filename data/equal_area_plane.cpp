// SPDX-License-Identifier: Apache-2.0
#include "data/equal_area_plane.hpp"

#include <fmt/format.h>
#include <proj.h>

#include <cmath>

#include "data/error.hpp"

namespace sanvat::data {

struct EqualAreaPlane::Impl {
    struct DestroyContext {
        void operator()(PJ_CONTEXT* one) const noexcept { proj_context_destroy(one); }
    };
    struct DestroyProjection {
        void operator()(PJ* one) const noexcept { proj_destroy(one); }
    };

    explicit Impl(LonLat centre) : context(proj_context_create()) {
        proj_log_level(context.get(), PJ_LOG_NONE);
        const std::string definition =
            fmt::format("+proj=laea +lat_0={} +lon_0={} +ellps=WGS84 +units=m", centre.lat, centre.lon);
        projection.reset(proj_create(context.get(), definition.c_str()));
        if (!projection) {
            throw Error(ErrorKind::failure, {}, "PROJ makes no equal-area plane of \"" + definition + "\"");
        }
    }

    [[nodiscard]] std::optional<PJ_COORD> transform(PJ_DIRECTION direction, PJ_COORD from) const {
        proj_errno_reset(projection.get());
        const PJ_COORD to = proj_trans(projection.get(), direction, from);
        if (proj_errno(projection.get()) != 0 || !std::isfinite(to.xy.x) || !std::isfinite(to.xy.y)) {
            return std::nullopt;
        }
        return to;
    }

    std::unique_ptr<PJ_CONTEXT, DestroyContext> context;
    std::unique_ptr<PJ, DestroyProjection> projection;
};

EqualAreaPlane::EqualAreaPlane(LonLat centre) : impl_(std::make_unique<Impl>(centre)) {}
EqualAreaPlane::~EqualAreaPlane() = default;
EqualAreaPlane::EqualAreaPlane(EqualAreaPlane&&) noexcept = default;
EqualAreaPlane& EqualAreaPlane::operator=(EqualAreaPlane&&) noexcept = default;

std::optional<PlanePoint> EqualAreaPlane::project(LonLat place) const {
    const auto to = impl_->transform(PJ_FWD, proj_coord(proj_torad(place.lon), proj_torad(place.lat), 0, 0));
    if (!to) return std::nullopt;
    return PlanePoint{to->xy.x, to->xy.y};
}

std::optional<LonLat> EqualAreaPlane::unproject(PlanePoint point) const {
    const auto to = impl_->transform(PJ_INV, proj_coord(point.x, point.y, 0, 0));
    if (!to) return std::nullopt;
    return LonLat{proj_todeg(to->lp.lam), proj_todeg(to->lp.phi)};
}

}  // namespace sanvat::data
