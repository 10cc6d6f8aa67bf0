// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace sanvat::data {

/// A count or target somebody published, kept to compare the data with. Texts as the source has them.
struct PublishedFigure {
    std::string figure;
    std::string value;
    std::string unit;
    std::string as_of;
    std::string source;
};

}  // namespace sanvat::data
