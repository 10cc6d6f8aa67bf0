// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sanvat::api {

/// A plain HTML page, for people who look at the services with a browser. All text is escaped but where it says HTML.
class Page {
public:
    explicit Page(std::string_view title);

    /// The way back: pairs of link text and address.
    void trail(const std::vector<std::pair<std::string, std::string>>& steps);
    void heading(std::string_view text);
    void paragraph(std::string_view text);
    void link_list(const std::vector<std::pair<std::string, std::string>>& links);
    void picture(std::string_view address, std::string_view description);
    /// JSON or the like, as it is.
    void verbatim(std::string_view text);

    void begin_table(const std::vector<std::string>& columns);
    void cell(std::string_view text);
    void cell_link(std::string_view text, std::string_view address);
    void end_row();
    void end_table();

    [[nodiscard]] std::string take();

private:
    std::string out_;
    bool in_row_ = false;
};

}  // namespace sanvat::api
