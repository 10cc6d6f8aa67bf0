// SPDX-License-Identifier: Apache-2.0
#include "api/compression.hpp"

namespace sanvat::api {

bool compressible(std::string_view content_type) noexcept {
    const std::string_view type = content_type.substr(0, content_type.find(';'));
    return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") ||
           type == "application/javascript" || type == "application/vnd.mapbox-vector-tile";
}

}  // namespace sanvat::api
