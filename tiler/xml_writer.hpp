// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sanvat::tiler {

/// Writes one XML document, escaping as it goes. Numbers appear in the shortest form that reads back the same.
class XmlWriter {
public:
    XmlWriter& open(std::string_view tag);
    /// Of the element opened last; before any text or child of it.
    XmlWriter& attribute(std::string_view name, std::string_view value);
    XmlWriter& attribute(std::string_view name, double value);
    XmlWriter& text(std::string_view value);
    XmlWriter& close();

    /// The document so far. Requires that all elements are closed.
    [[nodiscard]] const std::string& str() const noexcept { return text_; }

private:
    void end_of_attributes();

    std::string text_;
    std::vector<std::string> open_;
    bool in_tag_ = false;
};

}  // namespace sanvat::tiler
