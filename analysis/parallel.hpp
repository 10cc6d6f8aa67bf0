// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace sanvat::analysis {

/// The threads that a caller's wish means: 0 is one a core.
[[nodiscard]] unsigned thread_count(unsigned wanted) noexcept;

/// Calls `work(i)` for every i below `count`, on that many threads of which the caller's is one, and returns when all
/// are done. In no order, so that the work of one i must not touch what another's does. Where some throw, no more are
/// begun, and what the lowest i among them threw comes out.
void for_each_in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace sanvat::analysis
