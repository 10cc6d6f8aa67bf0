// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "analysis/snapshot.hpp"

namespace sanvat::analysis {

/// The line of a tour route of the store. Throws not_found where there is no such route, bad_value where it has no
/// line.
[[nodiscard]] const data::MultiLineString& stored_route(const Snapshot& snapshot, const std::string& parameter,
                                                        const std::string& id);

}  // namespace sanvat::analysis
